package io.serval.live.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a topic, in memory, without gaps. Bounded in number and weight: who needs older ones gets them
 * where they are kept. Immutable to its readers; one writer at a time makes the next ring out of it.
 */
final class Ring {
    private static final int MOST_EVENTS = 1024;
    private static final long MOST_WEIGHT = 1 << 20;
    private static final int SMALLEST = 8;

    /** Shared with the rings that came out of this one: each only looks at its own part. */
    private final @Nullable Event[] events;

    private final int from;
    private final int to;
    private final long tail;
    private final long weight;

    private Ring(@Nullable Event[] events, int from, int to, long tail, long weight) {
        this.events = events;
        this.from = from;
        this.to = to;
        this.tail = tail;
        this.weight = weight;
    }

    /** Returns a ring that holds nothing yet and follows on the event of that offset. */
    static Ring startingAfter(long offset) {
        return new Ring(new Event[0], 0, 0, offset, 0);
    }

    /** The offset of the last event that was here, whether it still is or not. */
    long tail() {
        return tail;
    }

    /** What its events weigh together. */
    long weight() {
        return weight;
    }

    /** Returns the event that follows on the offset, or null if it is not here. */
    @Nullable
    Event after(long offset) {
        long index = offset - tail + to;
        return index >= from && index < to ? events[(int) index] : null;
    }

    /** Returns the ring with the events that follow on, and as many old ones dropped as must be. */
    Ring with(List<Event> newer) {
        Ring ring = this;
        for (Event event : newer) {
            if (event.offset() == ring.tail + 1) {
                ring = ring.with(event);
            }
        }
        return ring;
    }

    /**
     * Returns the ring with those of the events before its own that lead up to them, as far as there is room: who comes next
     * with the same gap finds them here.
     */
    Ring preceded(List<Event> older) {
        long first = tail - (to - from) + 1;
        int end = older.size();
        while (end > 0 && older.get(end - 1).offset() >= first) {
            end--;
        }
        int begin = end;
        long heavy = weight;
        while (begin > 0
                && older.get(begin - 1).offset() == first - (end - begin) - 1
                && end - begin + to - from < MOST_EVENTS
                && heavy + older.get(begin - 1).weight() <= MOST_WEIGHT) {
            heavy += older.get(--begin).weight();
        }
        if (begin == end) {
            return this;
        }
        int added = end - begin;
        int kept = to - from;
        @Nullable Event[] array = new Event[added + Math.max(SMALLEST, 2 * kept)];
        for (int i = 0; i < added; i++) {
            array[i] = older.get(begin + i);
        }
        System.arraycopy(events, from, array, added, kept);
        return new Ring(array, 0, added + kept, tail, heavy);
    }

    private Ring with(Event event) {
        @Nullable Event[] array = events;
        int first = from;
        int end = to;
        if (end == array.length) {
            int kept = end - first;
            array = new Event[Math.max(SMALLEST, 2 * kept)];
            System.arraycopy(events, first, array, 0, kept);
            first = 0;
            end = kept;
        }
        array[end++] = event;
        long heavy = weight + event.weight();
        while (end - first > 1 && (end - first > MOST_EVENTS || heavy > MOST_WEIGHT)) {
            Event dropped = array[first];
            heavy -= dropped == null ? 0 : dropped.weight();
            // A reader of an older ring finds nothing there, and looks for it elsewhere.
            array[first++] = null;
        }
        return new Ring(array, first, end, event.offset(), heavy);
    }
}
