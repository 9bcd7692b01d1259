package io.serval.live.internal;

import io.serval.core.Content;
import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.Response;
import io.serval.core.SharedMessage;
import java.nio.charset.StandardCharsets;

/** What sockets send beside the envelopes of their streams. */
final class Frames {
    private Frames() {}

    static SharedMessage subscribed(String path, int number) {
        return SharedMessage.text("{\"subscribed\":" + quoted(path) + ",\"stream\":" + number + "}");
    }

    static SharedMessage ended(int number) {
        return SharedMessage.text("{\"ended\":" + number + "}");
    }

    /** Says after how many milliseconds the client is to come back; the end of the socket follows. */
    static SharedMessage retry(int millis) {
        return SharedMessage.text("{\"retry\":" + millis + "}");
    }

    /** Returns the refusal of a path whose GET gave this response instead of a stream. */
    static SharedMessage refused(String path, Response response) {
        return SharedMessage.text("{\"refused\":" + quoted(path) + ",\"problem\":" + problem(path, response) + "}");
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
}
