package io.serval.live.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A topic that may be followed: its newest events, and the event loops of those who follow it. */
public abstract class Hub extends Counted {
    private static final AtomicReferenceFieldUpdater<Hub, Ring> RING =
            AtomicReferenceFieldUpdater.newUpdater(Hub.class, Ring.class, "ring");

    private final Map<EventLoop, Followers> followers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Form.Numbered> forms = new ConcurrentHashMap<>();
    private final RingMemory memory;
    private volatile Ring ring;
    private volatile long active = System.nanoTime();
    private volatile boolean ended;

    /** Creates a hub whose first event follows on the offset. */
    Hub(RingMemory memory, long offset) {
        this.memory = memory;
        this.ring = Ring.startingAfter(offset);
        memory.add(this);
    }

    /** Marks the positions of the topic. */
    abstract String epoch();

    /** Whether an event may come right after the offset; if not, something between was lost. */
    abstract boolean follows(long offset, Event next);

    /**
     * Brings the cursor the events after the offset, which the ring does not hold, by {@link Cursor#filled} now or by
     * {@link Cursor#hand} later. Never waits.
     */
    abstract void fill(Cursor cursor, long after);

    /** Lets go of a hub that was held. Never waits. */
    abstract void release();

    final Ring ring() {
        return ring;
    }

    /** Those who follow the topic on the loop. */
    final Followers on(EventLoop loop) {
        return followers.computeIfAbsent(loop, Followers::new);
    }

    /** The numbered forms in use, by path: equal for all clients, so that they share what is encoded. */
    final ConcurrentMap<String, Form.Numbered> forms() {
        return forms;
    }

    /** Whether the topic has ended, or begun anew under another epoch: who follows it has to start again. */
    final boolean ended() {
        return ended;
    }

    /** Says that the topic is not what it was. */
    final void end() {
        ended = true;
        wakeFollowers();
    }

    /** Takes what follows on the ring, and has it sent; what is there already, or does not follow on, is left out. */
    final void publish(List<Event> events) {
        Ring before;
        Ring after;
        synchronized (this) {
            active = System.nanoTime();
            do {
                before = ring;
                after = before.with(events);
            } while (after != before && !replace(before, after));
        }
        if (after != before) {
            wakeFollowers();
        }
    }

    /** Takes events that come before those of the ring, for those who come with the same gap. */
    final void recall(List<Event> older) {
        synchronized (this) {
            Ring before;
            Ring after;
            do {
                before = ring;
                after = before.preceded(older);
            } while (after != before && !replace(before, after));
        }
    }

    /** Goes on after the offset, however far that is from where the ring ended. */
    final void jump(long offset) {
        synchronized (this) {
            Ring before;
            do {
                before = ring;
            } while (before.tail() < offset && !replace(before, Ring.startingAfter(offset)));
        }
        wakeFollowers();
    }

    /** Drops the events from memory, as others need the room more. */
    final void shrink() {
        Ring before = ring;
        if (before.weight() > 0) {
            replace(before, Ring.startingAfter(before.tail()));
        }
    }

    /** When the topic last had an event, on the clock of {@link System#nanoTime}. */
    final long active() {
        return active;
    }

    /** Gives its memory back for good; nobody follows any more. */
    final void discard() {
        memory.remove(this);
        Ring last = RING.getAndSet(this, Ring.startingAfter(Long.MAX_VALUE - 1));
        memory.changed(-last.weight());
    }

    private boolean replace(Ring before, Ring after) {
        // Whoever makes room, or lets go on an event loop, does not wait for the lock.
        boolean replaced = RING.compareAndSet(this, before, after);
        if (replaced) {
            memory.changed(after.weight() - before.weight());
        }
        return replaced;
    }

    private void wakeFollowers() {
        followers.values().forEach(Followers::wake);
    }
}
