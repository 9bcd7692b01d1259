package io.serval.netty.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, and waits for the last one to close. */
final class OpenConnections {
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch none = new CountDownLatch(1);
    private volatile boolean noMore;

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        if (open.decrementAndGet() == 0 && noMore) {
            none.countDown();
        }
    }

    /** Waits until all are closed, or the time is over; no more must be opened. */
    void awaitNone(Duration atMost) throws InterruptedException {
        noMore = true;
        if (open.get() > 0) {
            none.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
