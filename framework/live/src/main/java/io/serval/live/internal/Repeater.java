package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a task again and again, with a pause after each run, on one virtual thread. */
public final class Repeater implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Repeater.class.getName());

    private final Duration pause;
    private final Runnable task;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Repeater(String name, Scope scope, Duration pause, Runnable task) {
        this.pause = pause;
        this.task = task;
        this.thread = Thread.ofVirtual().name("serval-" + name).unstarted(() -> run(scope));
    }

    /** Starts running the task in the scope; first after one pause. */
    public static Repeater start(String name, Scope scope, Duration pause, Runnable task) {
        var repeater = new Repeater(name, scope, pause, task);
        repeater.thread.start();
        return repeater;
    }

    /** Ends it; returns when a run under way has ended. Cancel the scope first to have it end early. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // Asked to hurry, but the run must not outlive what it works on.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Scope scope) {
        try {
            scope.call(() -> {
                while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    runOnce();
                }
                return null;
            });
        } catch (Cancelled | InterruptedException e) {
            // The scope has ended, and this with it.
        } catch (Exception e) {
            throw new IllegalStateException("Awaiting a latch throws nothing else.", e);
        }
    }

    /** A fault of one run must not keep the next from happening. */
    private void runOnce() {
        try {
            task.run();
        } catch (Cancelled e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, Thread.currentThread().getName() + " failed; it runs again.", e);
        }
    }
}
