package io.serval.rooms;

import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a client sends: the envelope of {@link Rooms}.
 *
 * @param id what the sender calls it; answers carry it
 * @param to a member's name
 */
record Command(String type, Optional<String> id, Optional<String> to, Optional<JsonNode> payload) {
    /**
     * Reads a message.
     *
     * @throws ProblemException 400 if it is no envelope
     */
    static Command parse(byte[] json) {
        return Json.parse(json, Command.class);
    }

    /** @throws ProblemException 400 without one */
    String requiredId() {
        return Names.checked("/id", id.orElseThrow(() -> missing("id")));
    }

    /** @throws ProblemException 400 without one */
    String requiredTo() {
        return Names.checked("/to", to.orElseThrow(() -> missing("to")));
    }

    /** @throws ProblemException 400 without one */
    JsonNode requiredPayload() {
        return payload.filter(json -> !json.isNull()).orElseThrow(() -> missing("payload"));
    }

    private ProblemException missing(String field) {
        return new ProblemException(Problem.fault("/" + field, "A message of type '" + type + "' needs it."));
    }
}
