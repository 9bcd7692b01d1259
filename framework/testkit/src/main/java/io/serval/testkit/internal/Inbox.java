package io.serval.testkit.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and waits to be taken, and the last of what was taken before, to tell a test that waits in vain.
 *
 * @param <T> what arrives
 */
public final class Inbox<T> implements AutoCloseable {
    private static final int CAPACITY = 64;
    private static final int REMEMBERED = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> waiting = new ArrayDeque<>();
    private final Deque<T> taken = new ArrayDeque<>();
    private final Consumer<T> onTaken;
    private @Nullable IOException broken;
    private boolean ended;

    /** Creates an empty inbox. */
    public Inbox() {
        this(item -> {});
    }

    /** Creates an empty inbox that tells what was taken, outside of its lock. */
    public Inbox(Consumer<T> onTaken) {
        this.onTaken = onTaken;
    }

    /** Adds an item at once, for a sender who knows its bounds; without effect after the end. */
    public void add(T item) {
        lock.lock();
        try {
            if (!ended) {
                waiting.add(item);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds an item as soon as there is room. Returns false after the end. */
    public boolean put(T item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= CAPACITY && !ended) {
                changed.await();
            }
            add(item);
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows. */
    public void end() {
        end(null);
    }

    /** Nothing follows, because the connection broke. */
    public void fail(IOException why) {
        end(why);
    }

    private void end(@Nullable IOException why) {
        lock.lock();
        try {
            if (!ended) {
                broken = why;
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits; nothing follows. */
    @Override
    public void close() {
        lock.lock();
        try {
            waiting.clear();
            end();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next item; empty at the end.
     *
     * @throws TimeoutException if nothing comes in time
     * @throws IOException if the connection broke
     */
    public Optional<T> take(Duration timeout) throws TimeoutException, IOException, InterruptedException {
        Optional<T> item = next(timeout);
        item.ifPresent(onTaken);
        return item;
    }

    private Optional<T> next(Duration timeout) throws TimeoutException, IOException, InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended) {
                if (left <= 0) {
                    throw new TimeoutException("nothing came within " + timeout);
                }
                left = changed.awaitNanos(left);
            }
            T item = waiting.poll();
            if (item != null) {
                remember(item);
                changed.signalAll();
            } else if (broken != null) {
                throw broken;
            }
            return Optional.ofNullable(item);
        } finally {
            lock.unlock();
        }
    }

    private void remember(T item) {
        taken.add(item);
        if (taken.size() > REMEMBERED) {
            taken.removeFirst();
        }
    }

    /** What has arrived, oldest first, for a message. */
    public String arrived() {
        lock.lock();
        try {
            var lines = new StringBuilder();
            taken.forEach(item -> lines.append("\n  ").append(item));
            waiting.forEach(item -> lines.append("\n  ").append(item).append(" (not taken)"));
            return lines.isEmpty() ? "nothing" : lines.toString();
        } finally {
            lock.unlock();
        }
    }
}
