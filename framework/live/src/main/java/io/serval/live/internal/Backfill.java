package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads older events of a topic for those who fell behind its ring. One read at a time, and each serves all whom it
 * helps: a thousand clients that reconnect with the same gap cost one.
 */
final class Backfill {
    private record Gap(Cursor cursor, long after) {}

    private final Hub hub;
    /** Holds a cursor once at most, since a cursor asks again only when it was answered. */
    private final Queue<Gap> asked = new ConcurrentLinkedQueue<>();

    private final AtomicInteger wakes = new AtomicInteger();
    /** Those whom the next reads are for; touched by the one task that reads. */
    private final List<Gap> open = new ArrayList<>();

    private volatile boolean interrupted;

    Backfill(Hub hub) {
        this.hub = hub;
    }

    void add(Cursor cursor, long after) {
        asked.add(new Gap(cursor, after));
        start();
    }

    /** Takes up what a failure left undone. */
    void resume() {
        if (interrupted) {
            start();
        }
    }

    private void start() {
        if (wakes.getAndIncrement() == 0) {
            hub.readers().execute(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakes.get();
            try {
                interrupted = false;
                fillAll();
            } catch (RuntimeException | Error e) {
                interrupted = true;
                wakes.set(0);
                hub.failed(e);
                return;
            }
        } while (!wakes.compareAndSet(seen, 0));
    }

    private void fillAll() {
        while (collect()) {
            long from = open.stream().mapToLong(Gap::after).min().orElseThrow();
            List<Event> events = hub.events(from);
            long end = events.isEmpty() ? from : events.getLast().offset();
            open.removeIf(gap -> {
                boolean served = gap.after() < end || gap.after() == from;
                if (served) {
                    gap.cursor().hand(events);
                }
                return served;
            });
        }
    }

    private boolean collect() {
        for (Gap gap = asked.poll(); gap != null; gap = asked.poll()) {
            open.add(gap);
        }
        open.removeIf(gap -> gap.cursor().closed());
        return !open.isEmpty();
    }
}
