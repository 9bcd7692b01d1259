package io.serval.core;

import io.serval.core.internal.http.ByteRange;
import io.serval.core.internal.http.EntityTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Range requests (RFC 9110 §14): a client that lost its connection goes on where it was, a player jumps ahead. For bodies
 * whose bytes can be picked: {@link Content.Bytes} and {@link Content.File}.
 */
public final class Ranges {
    private Ranges() {}

    /**
     * Answers a GET or HEAD that may be conditional and may be for a part: the conditions come first, by {@link
     * Conditional#answer}; if they hold, a GET with a {@code Range} gets the part that it asks for as a 206, several as
     * {@code multipart/byteranges}, and a 416 if all of it lies behind the end. Ranges that overlap are sent as one.
     *
     * <p>The whole is sent if the {@code If-Range} (§13.1.5) is not the response's own strong {@code ETag}, and if the {@code Range} is malformed or of more than 16 ranges. A response whose body cannot be
     * picked from, or that has a {@code Content-Range} or {@code Accept-Ranges: none}, stays as it is.
     */
    public static Response answer(Request request, Response response) {
        Response conditional = Conditional.answer(request, response);
        long length = lengthOf(conditional.content());
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads || conditional.status() != 200 || length < 0 || settled(conditional.headers())) {
            return conditional;
        }
        Response whole = conditional.headers().contains("Accept-Ranges")
                ? conditional
                : conditional.with("Accept-Ranges", "bytes");
        Optional<String> range = request.headers().first("Range");
        // Only GET has ranges (§14.2), and no range of nothing can be told.
        if (range.isEmpty() || length == 0 || request.method().equals("HEAD") || changed(request, whole.headers())) {
            return whole;
        }
        return ByteRange.read(range.get(), length)
                .map(ranges -> parts(request, whole, ranges, length))
                .orElse(whole);
    }

    private static Response parts(Request request, Response whole, List<ByteRange> ranges, long length) {
        return switch (ranges.size()) {
            case 0 ->
                Problem.of(416, "There are only " + length + " bytes.")
                        .toResponse(request)
                        .with("Content-Range", "bytes */" + length);
            case 1 -> part(whole, ranges.getFirst(), length);
            default -> new ByteRanges(whole, ranges, length).toResponse();
        };
    }

    private static Response part(Response whole, ByteRange range, long length) {
        Headers headers = whole.headers()
                .without(Set.of("Content-Length"))
                .with("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + length);
        return new Response(206, headers, ByteRanges.piece(whole.content(), range));
    }

    private static long lengthOf(Content content) {
        return switch (content) {
            case Content.Bytes body -> body.bytes().length;
            case Content.File file -> file.length();
            case Content.Stream ignored -> -1;
            case Content.Push ignored -> -1;
            case Content.WebSocket ignored -> -1;
        };
    }

    private static boolean settled(Headers headers) {
        return headers.contains("Content-Range")
                || headers.first("Accept-Ranges")
                        .filter(unit -> !unit.equals("bytes"))
                        .isPresent();
    }

    /** Whether the part that the client has may be of something else. A date cannot tell: a second is long (§8.8.2.2). */
    private static boolean changed(Request request, Headers validators) {
        Optional<String> condition = request.headers().first("If-Range");
        if (condition.isEmpty()) {
            return false;
        }
        return validators
                .first("ETag")
                .filter(tag -> EntityTags.listStrongly(List.of(condition.get()), tag))
                .isEmpty();
    }
}
