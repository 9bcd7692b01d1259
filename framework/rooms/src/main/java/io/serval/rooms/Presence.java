package io.serval.rooms;

import java.time.Instant;

/**
 * That a member is in a room.
 *
 * @param member the name
 * @param since when the first of its connections came that has not left since then
 */
public record Presence(String member, Instant since) {}
