package io.serval.core;

import io.serval.core.internal.http.ByteRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Several ranges of one body, as {@code multipart/byteranges} (RFC 9110 §14.6). */
final class ByteRanges {
    private final Response whole;
    private final List<ByteRange> ranges;
    private final long length;

    /** Random, so that no file can hold it. */
    private final String boundary = UUID.randomUUID().toString();

    ByteRanges(Response whole, List<ByteRange> ranges, long length) {
        this.whole = whole;
        this.ranges = List.copyOf(ranges);
        this.length = length;
    }

    Response toResponse() {
        long total = end().length;
        for (ByteRange range : ranges) {
            total += head(range).length + range.length();
        }
        Headers headers = whole.headers()
                .without(Set.of("Content-Length"))
                .with("Content-Type", "multipart/byteranges; boundary=" + boundary);
        return whole.content() instanceof Content.Bytes
                ? new Response(206, headers, inMemory())
                : new Response(
                        206, headers.with("Content-Length", Long.toString(total)), new Content.Stream(this::write));
    }

    /** Returns a range of a body that can be picked from. */
    static Content piece(Content content, ByteRange range) {
        return switch (content) {
            case Content.Bytes(byte[] bytes) ->
                new Content.Bytes(Arrays.copyOfRange(bytes, (int) range.first(), (int) range.last() + 1));
            case Content.File file -> new Content.File(file.path(), file.offset() + range.first(), range.length());
            default -> throw new IllegalArgumentException("No part can be picked from " + content + ".");
        };
    }

    private Content inMemory() {
        var out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content.Bytes(out.toByteArray());
    }

    private void write(OutputStream out) throws IOException {
        for (ByteRange range : ranges) {
            out.write(head(range));
            switch (piece(whole.content(), range)) {
                case Content.Bytes(byte[] bytes) -> out.write(bytes);
                case Content.File file -> FileCopy.copy(file, out);
                default -> throw new IllegalStateException("A piece of bytes is bytes, and one of a file a file.");
            }
        }
        out.write(end());
    }

    private byte[] head(ByteRange range) {
        String type = whole.headers()
                .first("Content-Type")
                .map(value -> "Content-Type: " + value + "\r\n")
                .orElse("");
        return ("\r\n--" + boundary + "\r\n" + type + "Content-Range: bytes " + range.first() + "-" + range.last() + "/"
                        + length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] end() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
