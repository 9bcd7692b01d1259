package io.serval.testkit.internal;

import io.serval.core.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A request of a test.
 *
 * @param method the HTTP method's name
 * @param target path and query, percent-encoded
 * @param body the body; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record Sent(String method, String target, Headers headers, byte[] body) {
    /** The request as a person reads it. */
    public String text() {
        return method + " " + target + "\n" + headers + (body.length == 0 ? "" : "\n" + Texts.of(body, headers) + "\n");
    }

    /** The first line. */
    @Override
    public String toString() {
        return method + " " + target;
    }

    /** Returns a request without a body. */
    public static Sent of(String method, String target, Headers headers) {
        return new Sent(method, target, headers, "".getBytes(StandardCharsets.UTF_8));
    }
}
