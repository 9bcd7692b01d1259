package io.serval.live.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A topic that keeps the newest value of each key, in memory. Each change has a number, which is its offset; a change that
 * a newer one of its key has followed is not sent any more. So whoever falls behind skips what is out of date, and needs
 * no more than its own number: what it has not seen is the newest of each key that has changed since.
 */
public final class LatestHub extends Hub {
    /** Beyond the number of keys, so many removals are remembered: for a client that was away, they are changes too. */
    private static final int MOST_REMOVED = 1_024;

    private static final int FILLED = 256;
    /** A snapshot of this many changes ago still serves those who join: the changes follow on it. */
    private static final int SHARED_SNAPSHOT = 128;

    /**
     * The last change of a key.
     *
     * @param value null if it was removed
     * @param owner whose value it is
     */
    private record Change(Object key, @Nullable Object value, Optional<Object> owner, Event event) {
        boolean removed() {
            return value == null;
        }
    }

    private record Snapshot(long number, String json) {}

    private final String epoch;
    private final Map<Object, Change> newest = new ConcurrentHashMap<>();
    /** The last change of each key, by number. */
    private final ConcurrentNavigableMap<Long, Change> changes = new ConcurrentSkipListMap<>();

    private final ArrayDeque<Change> removed = new ArrayDeque<>();
    private volatile long number;
    /** The newest removal that is forgotten: who stands before it may have missed it. */
    private volatile long floor;

    private volatile Snapshot snapshot = new Snapshot(-SHARED_SNAPSHOT, "");

    /**
     * Creates a topic without keys.
     *
     * @param epoch marks its positions, and is that of no other topic
     */
    public LatestHub(Loops loops, String epoch) {
        super(loops.memory(), 0);
        this.epoch = epoch;
    }

    /** The newest value of the key. */
    public Optional<Object> value(Object key) {
        Change change = newest.get(key);
        return change == null ? Optional.empty() : Optional.ofNullable(change.value());
    }

    /** The newest value of each key; while others change them, of each at some time meanwhile. */
    public Map<Object, Object> values() {
        var values = new java.util.HashMap<Object, Object>();
        newest.forEach((key, change) -> {
            Object value = change.value();
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    /**
     * Sets the value of the key and has it sent, or removes the key, if that is the wish of whoever holds it.
     *
     * @param value null removes the key
     * @param json the change for the clients
     * @param owner whose value it is from now on
     * @param allowed asked whether the one who holds the key lets this happen
     * @return whether it has happened
     */
    public boolean change(
            Object key,
            @Nullable Object value,
            String json,
            Optional<Object> owner,
            Predicate<Optional<Object>> allowed) {
        synchronized (newest) {
            Change before = newest.get(key);
            boolean absent = before == null || before.removed();
            if (!allowed.test(before == null || absent ? Optional.empty() : before.owner())
                    || (absent && value == null)) {
                return false;
            }
            long next = number + 1;
            var change = new Change(key, value, owner, new Event(new Position(epoch, next), json));
            // In this order, whoever looks meanwhile finds the key once at least.
            changes.put(next, change);
            newest.put(key, change);
            if (before != null) {
                before.event().supersede();
                changes.remove(before.event().offset());
            }
            number = next;
            if (value == null) {
                removed.add(change);
                forget();
            }
            publish(List.of(change.event()));
            return true;
        }
    }

    /** Returns where a reader begins. */
    Start start(Optional<String> position) {
        return position.flatMap(Position::parse)
                .filter(known -> known.epoch().equals(epoch) && floor <= known.offset() && known.offset() <= number)
                .map(known -> new Start(List.of(part(known.offset())), Optional.empty(), false))
                .orElseGet(() -> beginning(position.isPresent()));
    }

    Start beginning(boolean reset) {
        Snapshot shared = snapshot();
        return new Start(List.of(part(shared.number())), Optional.of(shared.json()), reset);
    }

    /** Returns the last changes of keys after the number, in order. */
    List<Event> changes(long after, int limit) {
        var events = new ArrayList<Event>();
        for (Change change : changes.tailMap(after, false).values()) {
            if (events.size() == limit) {
                break;
            }
            events.add(change.event());
        }
        return events;
    }

    @Override
    String epoch() {
        return epoch;
    }

    @Override
    boolean follows(long offset, Event next) {
        return true;
    }

    @Override
    void fill(Cursor cursor, long after) {
        // In this order: what is forgotten while the changes are read is noticed.
        List<Event> events = changes(after, FILLED);
        cursor.filled(floor <= after ? events : List.of());
    }

    @Override
    void release() {
        // It lives as long as its values, whoever follows.
    }

    private Start.Part part(long offset) {
        return new Start.Part(() -> this, new Position(epoch, offset));
    }

    private void forget() {
        while (removed.size() > Math.max(MOST_REMOVED, newest.size() / 2)) {
            Change oldest = removed.remove();
            if (newest.remove(oldest.key(), oldest)) {
                floor = oldest.event().offset();
                changes.remove(oldest.event().offset());
            }
        }
    }

    private Snapshot snapshot() {
        Snapshot last = snapshot;
        if (last.number() >= Math.max(floor, number - SHARED_SNAPSHOT + 1)) {
            return last;
        }
        // First the number: what changes meanwhile is in the snapshot, and follows on it once more.
        long before = number;
        var json = new StringBuilder("[");
        for (Change change : changes.values()) {
            if (!change.removed()) {
                json.append(json.length() == 1 ? "" : ",").append(change.event().data());
            }
        }
        Snapshot made = new Snapshot(before, json.append(']').toString());
        snapshot = made;
        return made;
    }
}
