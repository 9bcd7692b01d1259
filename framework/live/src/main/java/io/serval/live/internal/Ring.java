package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a topic, in memory; immutable. Bounded in number and size: who needs older ones reads the log.
 */
final class Ring {
    private static final int MOST_EVENTS = 128;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final Event[] events;
    private final long tail;

    private Ring(Event[] events, long tail) {
        this.events = events;
        this.tail = tail;
    }

    /** Returns a ring that holds nothing yet and follows on the event of that offset. */
    static Ring startingAfter(long offset) {
        return new Ring(new Event[0], offset);
    }

    /** The offset of the last event that was read from the log, whether it is still here or not. */
    long tail() {
        return tail;
    }

    /** Returns the event that follows on the offset, or null if it is not here. */
    @Nullable
    Event after(long offset) {
        long index = offset + events.length - tail;
        return index >= 0 && index < events.length ? events[(int) index] : null;
    }

    /** Returns the ring with the events added, and as many old ones dropped as must be. */
    Ring with(List<Event> newer) {
        var all = new ArrayList<Event>(events.length + newer.size());
        all.addAll(List.of(events));
        all.addAll(newer);
        int first = all.size();
        int characters = 0;
        while (first > 0 && all.size() - first < MOST_EVENTS && characters < MOST_CHARACTERS) {
            characters += all.get(--first).data().length();
        }
        return new Ring(
                all.subList(first, all.size()).toArray(Event[]::new),
                all.getLast().offset());
    }
}
