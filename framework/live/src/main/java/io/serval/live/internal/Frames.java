package io.serval.live.internal;

import io.serval.core.Content;
import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.Response;
import java.nio.charset.StandardCharsets;

/** What a socket of many streams sends beside their envelopes. */
final class Frames {
    static final byte[] HEARTBEAT = utf8("{}");

    private Frames() {}

    static byte[] subscribed(String path, int number) {
        return utf8("{\"subscribed\":" + quoted(path) + ",\"stream\":" + number + "}");
    }

    static byte[] ended(int number) {
        return utf8("{\"ended\":" + number + "}");
    }

    /** Returns the refusal of a path whose GET gave this response instead of a stream. */
    static byte[] refused(String path, Response response) {
        return utf8("{\"refused\":" + quoted(path) + ",\"problem\":" + problem(path, response) + "}");
    }

    private static String problem(String path, Response response) {
        String mediaType = response.headers().first("Content-Type").orElse("");
        if (response.content() instanceof Content.Bytes(byte[] bytes) && mediaType.startsWith(Problem.MEDIA_TYPE)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        Problem problem = response.status() < 400
                ? Problem.of(406, path + " is not a live stream, so it cannot be subscribed to.")
                : Problem.of(response.status(), "");
        return problem(path, problem.toResponse());
    }

    private static String quoted(String text) {
        return Json.text(text, String.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
