package io.serval.netty.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in work in the whole server, up to a limit. */
final class InFlight {
    private final int limit;
    private final AtomicInteger count = new AtomicInteger();

    InFlight(int limit) {
        this.limit = limit;
    }

    /** Counts one more; false if there are too many already. */
    boolean enter() {
        if (count.incrementAndGet() <= limit) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    int count() {
        return count.get();
    }

    /** One that was counted is done. */
    void leave() {
        count.decrementAndGet();
    }
}
