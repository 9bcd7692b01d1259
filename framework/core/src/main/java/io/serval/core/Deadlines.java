package io.serval.core;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer thread behind all deadlines; it only sets flags, so one is enough. */
final class Deadlines {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Deadlines() {}

    static ScheduledFuture<?> schedule(Runnable task, Duration after) {
        return TIMER.schedule(task, TimeUnit.NANOSECONDS.convert(after), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("serval-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
