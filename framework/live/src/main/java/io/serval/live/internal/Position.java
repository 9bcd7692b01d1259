package io.serval.live.internal;

import java.util.Optional;

/** Where a reader of a topic stands: after the event of that offset. On the wire {@code epoch:offset}. */
public record Position(String epoch, long offset) {
    /** Returns the position that the text stands for, or empty if it stands for none. */
    public static Optional<Position> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(text.substring(0, colon), Long.parseLong(text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty(); // A client may send anything; what is no position is met with a reset.
        }
    }

    @Override
    public String toString() {
        return epoch + ":" + offset;
    }
}
