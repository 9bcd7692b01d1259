package io.serval.live.internal;

import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client says on a socket of many streams. */
sealed interface Command {
    /** Asks for the stream of a path, after a position if there is one. */
    record Subscribe(String path, Optional<String> from) implements Command {}

    /** Wants no more of a path. */
    record Unsubscribe(String path) implements Command {}

    /**
     * Reads a message.
     *
     * @throws ProblemException if it is none of the commands
     */
    static Command parse(String message) {
        JsonNode json = Json.parse(message.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        Optional<String> subscribe = text(json, "subscribe");
        Optional<String> unsubscribe = text(json, "unsubscribe");
        if (subscribe.isPresent() == unsubscribe.isPresent()) {
            throw new ProblemException(Problem.fault("", "Expected one of 'subscribe' and 'unsubscribe'."));
        }
        return subscribe
                .<Command>map(path -> new Subscribe(path, text(json, "from")))
                .orElseGet(() -> new Unsubscribe(unsubscribe.orElseThrow()));
    }

    private static Optional<String> text(JsonNode json, String field) {
        @Nullable JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new ProblemException(Problem.fault("/" + field, "Expected a string."));
        }
        return Optional.of(value.stringValue());
    }
}
