package io.serval.rooms;

import io.serval.core.Json;
import io.serval.live.internal.Recorded;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What the log keeps of a message: an event of the room's topic. The wire form is made of its JSON, see {@link Frames}.
 *
 * @param id the id that its sender gave it
 */
record Words(String id, String from, Instant ts, JsonNode payload) {
    static Said said(Recorded event) {
        Words words = Json.read(event.data(), Words.class);
        return new Said(event.position().toString(), words.id, words.from, words.ts, words.payload);
    }
}
