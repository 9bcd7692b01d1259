package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The threads that wait for news of a topic, each of one. Waiting ends with {@link Cancelled} when the scope is cancelled,
 * the thread interrupted or this closed.
 */
public final class Waiters implements Listener, AutoCloseable {
    private final ConcurrentMap<Long, Set<Waiter>> byTopic = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Returns a waiter that hears of the topic from now on. Close it in the end. */
    Waiter join(long topic) {
        var waiter = new Waiter(topic);
        byTopic.compute(topic, (key, present) -> {
            Set<Waiter> waiters = present == null ? ConcurrentHashMap.newKeySet() : present;
            waiters.add(waiter);
            return waiters;
        });
        return waiter;
    }

    /** Waits for that long. */
    void pause(Duration time) {
        await(() -> closed.await(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean idle() {
        return byTopic.isEmpty();
    }

    @Override
    public void wake(long topic, long top) {
        for (Waiter waiter : byTopic.getOrDefault(topic, Set.of())) {
            if (waiter.known < top) {
                waiter.wake();
            }
        }
    }

    @Override
    public void wakeAll() {
        byTopic.values().forEach(waiters -> waiters.forEach(Waiter::wake));
    }

    @Override
    public void reset() {
        wakeAll(); // Each reads the log, and finds there that its position is of another epoch.
    }

    @Override
    public void close() {
        closed.countDown();
        wakeAll();
    }

    /** One thread's place. All but being woken is for that thread. */
    final class Waiter implements AutoCloseable {
        private final long topic;
        private final Semaphore news = new Semaphore(0);
        private volatile long known;

        private Waiter(long topic) {
            this.topic = topic;
        }

        long topic() {
            return topic;
        }

        /** Says up to which offset the thread has read: of what it knows it is not told again. */
        void known(long offset) {
            known = offset;
        }

        /** Says that the thread is about to read: what comes meanwhile may be of another epoch, and is told in any case. */
        void unknown() {
            known = -1;
        }

        /** Waits until there may be news since the last time. */
        void await() {
            Waiters.this.await(() -> {
                news.acquire();
                news.drainPermits();
                return true;
            });
        }

        /** Says that there is no more to wait for. */
        @Override
        public void close() {
            byTopic.computeIfPresent(topic, (key, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }

        private void wake() {
            news.release();
        }
    }

    @FunctionalInterface
    private interface Waiting {
        boolean await() throws InterruptedException;
    }

    private void await(Waiting waiting) {
        throwIfClosed();
        try {
            var _ = waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Scope.currentIfAny().ifPresent(Scope::throwIfCancelled);
            throw new Cancelled(Scope.Cause.CANCELLED);
        }
        throwIfClosed();
    }

    private void throwIfClosed() {
        if (closed.getCount() == 0) {
            throw new Cancelled(Scope.Cause.SHUTDOWN);
        }
    }
}
