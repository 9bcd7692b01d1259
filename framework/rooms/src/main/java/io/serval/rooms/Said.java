package io.serval.rooms;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A message that was said in a room.
 *
 * @param position where who has seen it stands
 * @param id the id that its sender gave it
 * @param from the name of the member who said it
 * @param ts when the server took it
 * @param payload what was said
 */
public record Said(String position, String id, String from, Instant ts, JsonNode payload) {}
