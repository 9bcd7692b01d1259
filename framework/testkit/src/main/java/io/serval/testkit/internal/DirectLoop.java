package io.serval.testkit.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Stands for the event loop of a server: runs one task after the other, on a thread that starts with the first. */
final class DirectLoop implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(DirectLoop.class.getName());

    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("serval-test-loop").factory());
    private volatile @Nullable Thread thread;

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Came after the event loop had stopped.", e);
        }
    }

    private void run(Runnable task) {
        thread = Thread.currentThread();
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // As on a server: one task that fails does not keep the others from running.
            LOG.log(Level.ERROR, "A task on the event loop failed.", e);
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Lets the tasks that are there run to their end, and takes no more. */
    @Override
    public void close() {
        executor.close();
    }
}
