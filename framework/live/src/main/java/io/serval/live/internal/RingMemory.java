package io.serval.live.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of all rings together, which has one bound: when they need more, those of the quietest topics give way. */
final class RingMemory {
    private record Quiet(Hub hub, long nanos) {}

    private final long most;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean trimming = new AtomicBoolean();
    private final Set<Hub> hubs = ConcurrentHashMap.newKeySet();

    /**
     * Creates the memory.
     *
     * @param most how many bytes the events of all rings may take, about
     */
    RingMemory(long most) {
        this.most = most;
    }

    void add(Hub hub) {
        hubs.add(hub);
    }

    void remove(Hub hub) {
        hubs.remove(hub);
    }

    /** How many bytes the events of all rings take, about. */
    long used() {
        return used.get();
    }

    /** Says that a ring has become heavier or lighter. Never waits. */
    void changed(long bytes) {
        if (used.addAndGet(bytes) > most && bytes > 0 && !trimming.getAndSet(true)) {
            try {
                trim();
            } finally {
                trimming.set(false);
            }
        }
    }

    /** Makes some room to spare, so that it is not made for each event. */
    private void trim() {
        long now = System.nanoTime();
        List<Quiet> quietest = hubs.stream()
                .map(hub -> new Quiet(hub, now - hub.active()))
                .sorted(Comparator.comparingLong(Quiet::nanos).reversed())
                .toList();
        for (Quiet quiet : quietest) {
            if (used.get() <= most - most / 8) {
                return;
            }
            quiet.hub().shrink();
        }
    }
}
