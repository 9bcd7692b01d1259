package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a reader of several topics stands: its position in each, with commas between; of one topic, just that. */
final class Positions {
    private static final char SEPARATOR = ',';

    private Positions() {}

    /** Returns the positions that the text stands for, or empty if it stands for none. */
    static Optional<List<Position>> parse(String text) {
        var positions = new ArrayList<Position>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(SEPARATOR, from);
            int end = comma < 0 ? text.length() : comma;
            Optional<Position> position = Position.parse(text.substring(from, end));
            if (position.isEmpty()) {
                return Optional.empty();
            }
            positions.add(position.get());
            from = end + 1;
        }
        return Optional.of(positions);
    }

    /** Returns the text that stands for the positions. */
    static String text(List<Position> positions) {
        if (positions.size() == 1) {
            return positions.getFirst().toString();
        }
        var text = new StringBuilder();
        for (Position position : positions) {
            append(text, position.epoch(), position.offset());
        }
        return text.toString();
    }

    /** Adds a position to those that the text already has. */
    static void append(StringBuilder text, String epoch, long offset) {
        if (!text.isEmpty()) {
            text.append(SEPARATOR);
        }
        text.append(epoch).append(':').append(offset);
    }
}
