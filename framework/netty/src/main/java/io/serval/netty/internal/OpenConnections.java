package io.serval.netty.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, up to a limit, and waits for the last one to close. */
final class OpenConnections {
    /** So many more are told that there are too many; further ones are not worth the words. */
    private static final int TOLD = 1_000;

    /** What becomes of a new connection. */
    enum Verdict {
        SERVE,
        TELL,
        CLOSE
    }

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch none = new CountDownLatch(1);
    private volatile boolean noMore;

    OpenConnections(int limit) {
        this.limit = limit;
    }

    /** Counts one more, which must be told of by {@link #closed} whatever the verdict is. */
    Verdict opened() {
        int now = open.incrementAndGet();
        return now <= limit ? Verdict.SERVE : now - limit <= TOLD ? Verdict.TELL : Verdict.CLOSE;
    }

    void closed() {
        if (open.decrementAndGet() == 0 && noMore) {
            none.countDown();
        }
    }

    int count() {
        return open.get();
    }

    /** Waits until all are closed, or the time is over; no more must be opened. */
    void awaitNone(Duration atMost) throws InterruptedException {
        noMore = true;
        if (open.get() > 0) {
            none.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
