package rooms.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * A room that can be joined.
 *
 * @param openedBy who opened it; empty for the one that is there from the start
 */
public record OpenRoom(String name, Optional<String> openedBy, Instant openedAt) {}
