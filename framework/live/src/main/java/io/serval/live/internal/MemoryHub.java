package io.serval.live.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A topic that is kept in memory only: its last events. */
public final class MemoryHub extends Hub {
    private static final int BATCH = 200;

    private final long id;
    private final String epoch;
    private final int most;
    /** By their offsets. Read by event loops without a lock. */
    private final ConcurrentNavigableMap<Long, Event> events = new ConcurrentSkipListMap<>();

    private long top;

    /**
     * Creates a topic that is empty.
     *
     * @param epoch marks its positions
     * @param most how many of the last events are kept
     */
    public MemoryHub(Loops loops, long id, String epoch, int most) {
        super(loops.memory(), 0);
        this.id = id;
        this.epoch = epoch;
        this.most = most;
    }

    /** Adds an event, and has it sent. */
    public synchronized Position append(String data) {
        var event = new Event(new Position(epoch, ++top), data);
        events.put(top, event);
        if (events.size() > most) {
            events.pollFirstEntry();
        }
        publish(List.of(event));
        return event.position();
    }

    /** The topic as of now. */
    public synchronized TopicRow topic() {
        return new TopicRow(id, epoch, top, top - events.size());
    }

    /** Returns where a reader begins; see {@link Topics#place}. */
    public Place place(Optional<String> from, int last) {
        return Place.of(() -> this, topic(), from, last);
    }

    /** Returns the last events that come before the offset, in order. */
    public List<Recorded> before(long offset, int limit) {
        return events.headMap(offset, false).descendingMap().values().stream()
                .limit(limit)
                .map(event -> new Recorded(event.position(), event.data()))
                .toList()
                .reversed();
    }

    /** Forgets all; who follows is sent away. */
    public void forget() {
        end();
        events.clear();
        discard();
    }

    @Override
    String epoch() {
        return epoch;
    }

    @Override
    boolean follows(long offset, Event next) {
        return next.offset() == offset + 1;
    }

    @Override
    void fill(Cursor cursor, long after) {
        cursor.filled(
                events.tailMap(after, false).values().stream().limit(BATCH).toList());
    }

    @Override
    void release() {
        // Whoever made it forgets it.
    }
}
