package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One event loop's part of the fan-out. However many topics have news, the loop gets one task for them, and each
 * connection one flush at the end of it.
 */
final class EventLoop {
    /** The index of one that is not among the subscribers. */
    static final int NOWHERE = -1;

    private final Executor executor;
    /** Topics with news; each is in here once at most. */
    private final Queue<Followers> awake = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<Subscriber> unflushed = new ArrayList<>();
    private boolean inTurn;
    private boolean closed;

    EventLoop(Executor executor) {
        this.executor = executor;
    }

    /** Has the loop serve the followers in its next turn; any thread may ask. */
    void wake(Followers followers) {
        awake.add(followers);
        if (!scheduled.getAndSet(true)) {
            execute(this::serve);
        }
    }

    /** Runs the task on the loop as a turn of its own; any thread may ask. */
    void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // The loop has ended, and all connections with it: there is nobody left to serve.
        }
    }

    /**
     * Runs the task, then flushes what it wrote; on the loop only, as everything below. A flush may make a connection
     * writable at once and so begin a turn within this one: what that writes is flushed here as well.
     */
    void run(Runnable task) {
        if (inTurn) {
            task.run();
            return;
        }
        inTurn = true;
        try {
            task.run();
        } finally {
            for (int i = 0; i < unflushed.size(); i++) {
                unflushed.get(i).flush();
            }
            unflushed.clear();
            inTurn = false;
        }
    }

    void add(Subscriber subscriber) {
        subscriber.index = subscribers.size();
        subscribers.add(subscriber);
        if (closed) {
            subscriber.stop();
        }
    }

    /** Takes out one that was added; does nothing for another. */
    void remove(Subscriber subscriber) {
        if (subscriber.index == NOWHERE) {
            return;
        }
        Subscriber last = subscribers.removeLast();
        if (last != subscriber) {
            last.index = subscriber.index;
            subscribers.set(subscriber.index, last);
        }
        subscriber.index = NOWHERE;
    }

    void flushLater(Subscriber subscriber) {
        unflushed.add(subscriber);
    }

    /** Ends all connections, and from now on each that comes. */
    void end() {
        closed = true;
        List.copyOf(subscribers).forEach(Subscriber::stop);
    }

    /** Has the loop send a heartbeat to all who want one; any thread may ask. */
    void heartbeat() {
        execute(() -> List.copyOf(subscribers).forEach(Subscriber::heartbeat));
    }

    /** Ends all connections; any thread may ask. The future is done when they have been told. */
    CompletableFuture<Void> close() {
        try {
            return CompletableFuture.runAsync(() -> run(this::end), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null); // The loop has ended, and all connections with it.
        }
    }

    private void serve() {
        scheduled.set(false);
        for (Followers followers = awake.poll(); followers != null; followers = awake.poll()) {
            followers.advance();
        }
    }
}
