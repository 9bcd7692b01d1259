package io.serval.core;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The answer to a request; immutable.
 *
 * @param status the HTTP status
 * @param headers the header fields; the transport adds those of the connection, and {@code Content-Length}
 * @param content the body, or what the connection becomes
 */
public record Response(int status, Headers headers, Content content) {
    /** Returns a response without a body. */
    public static Response of(int status) {
        return new Response(status, Headers.empty(), Content.NONE);
    }

    /** Returns a response of the bytes, which are not copied. */
    public static Response of(int status, String mediaType, byte[] bytes) {
        return new Response(status, Headers.of("Content-Type", mediaType), new Content.Bytes(bytes));
    }

    /** Returns a response of plain text in UTF-8. */
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a 200 with the value as JSON. */
    public static Response json(Object value) {
        return json(200, value);
    }

    /** Returns a response with the value as JSON. */
    public static Response json(int status, Object value) {
        return of(status, Json.MEDIA_TYPE, Json.bytes(value));
    }

    /** Returns a 200 whose body is written while it is sent. */
    public static Response stream(String mediaType, Content.Writer writer) {
        return new Response(200, Headers.of("Content-Type", mediaType), new Content.Stream(writer));
    }

    /**
     * Returns a 200 of a file as it is now: of the media type that its name says, with {@code Last-Modified}, and with an
     * {@code ETag} of its time and size. It is read when it is sent, not before. {@link Ranges#answer} makes of this
     * response what a request asks for: a part, or nothing if the client has it already.
     *
     * @throws java.nio.file.NoSuchFileException if there is none, or if the path is no file
     */
    public static Response file(Path path) throws IOException {
        return FileResponse.of(path);
    }

    /**
     * Returns a redirect to the address.
     *
     * @param status one of 301, 302, 303, 307, 308
     * @throws IllegalArgumentException for any other status
     */
    public static Response redirect(int status, URI location) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> of(status).with("Location", location.toString());
            default ->
                throw new IllegalArgumentException("Not a redirect: " + status + ". Use 301, 302, 303, 307 or 308.");
        };
    }

    /**
     * Returns this response as one that browsers save as a file instead of showing it (RFC 6266).
     *
     * @param fileName the name that is suggested, of any letters; no path
     */
    public Response download(String fileName) {
        return with("Content-Disposition", Attachment.named(fileName));
    }

    /** Returns this response with the one value for the header, in place of any it had. */
    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), content);
    }
}
