package io.serval.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that a request begins and nobody waits for: it goes on after the response, whatever becomes of the client, and is
 * finished before the process ends. A service that every route may take.
 *
 * <p>Each task runs at once, on a virtual thread and in a scope of its own, named as the request's. It is cancelled when
 * its time is over, or when the process cannot wait any longer; it does not outlive a crash. All methods are safe for use
 * by many threads.
 */
public final class BackgroundTasks {
    private static final Logger LOG = System.getLogger(BackgroundTasks.class.getName());

    /** A piece of work. */
    @FunctionalInterface
    public interface Task {
        /**
         * Works until it is done; its thread is interrupted when it is cancelled.
         *
         * @throws Exception ends the task; logged
         */
        void run() throws Exception;
    }

    private final int most;
    private final Duration time;
    private final Scope scope = Scope.root();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final Map<Scope, String> working = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Creates the service.
     *
     * @param most how many tasks may be at work
     * @param time how long each may take
     */
    public BackgroundTasks(int most, Duration time) {
        this.most = most;
        this.time = time;
    }

    /**
     * Starts a task.
     *
     * @param name names the task in logs
     * @throws ProblemException 503 if too many are at work, or the application has stopped
     */
    public void run(String name, Task task) {
        Optional<Scope> asker = Scope.currentIfAny();
        Callable<Object> work = () -> {
            task.run();
            return name;
        };
        Callable<Object> carried = asker.map(current -> current.carried(work)).orElse(work);
        Scope child = begin(name);
        asker.flatMap(Scope::name).ifPresent(child::name);
        child.deadline(time);
        Thread.ofVirtual().name("serval-task " + name).start(() -> work(name, child, carried));
    }

    /** Waits until no task is at work, or the time is over. Returns the names of those that still are. */
    public List<String> awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!working.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
            return List.copyOf(working.values());
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more tasks and cancels those at work, with {@link Scope.Cause#SHUTDOWN}. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        scope.cancel(Scope.Cause.SHUTDOWN);
    }

    private Scope begin(String name) {
        lock.lock();
        try {
            if (closed) {
                throw new ProblemException(Problem.of(503, "The server is stopping. Try again in a moment."));
            }
            if (working.size() >= most) {
                LOG.log(
                        Level.WARNING,
                        () -> "The background task '" + name + "' is refused: " + most + " are at work.");
                throw new ProblemException(Problem.of(503, "The server has too much to do. Try again in a moment."));
            }
            Scope child = scope.child();
            working.put(child, name);
            return child;
        } finally {
            lock.unlock();
        }
    }

    private void work(String name, Scope child, Callable<Object> task) {
        long began = System.nanoTime();
        try {
            child.call(task);
        } catch (Throwable e) {
            // Throwable: nobody else hears of it.
            failed(name, child, e, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            child.close();
            ended(child);
        }
    }

    private void failed(String name, Scope child, Throwable error, Duration after) {
        String task = "The background task '" + name + "' of " + child.name().orElse("no request");
        child.cause()
                .ifPresentOrElse(
                        cause -> LOG.log(
                                Level.WARNING,
                                () -> task + " was cancelled after " + after.toMillis() + " ms: "
                                        + (cause == Scope.Cause.DEADLINE
                                                ? "it took longer than the "
                                                        + TimeUnit.MILLISECONDS.toSeconds(time.toMillis())
                                                        + " s that it may."
                                                : "the server is stopping.")),
                        () -> LOG.log(Level.ERROR, () -> task + " failed.", error));
    }

    private void ended(Scope child) {
        lock.lock();
        try {
            working.remove(child);
            if (working.isEmpty()) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
