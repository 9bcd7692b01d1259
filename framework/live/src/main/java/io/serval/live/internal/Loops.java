package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** What streams of all kinds share: the event loops that serve their clients, and the memory of their rings. */
public final class Loops implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int SHORTEST_RETRY = 1_000;
    private static final int LONGEST_RETRY = 4_000;

    private final ConcurrentMap<Executor, EventLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Scope scope;
    private final RingMemory memory;
    private final RandomGenerator random;
    private volatile boolean closed;

    /**
     * Creates loops that serve nobody yet.
     *
     * @param scope what is done aside for the streams is done in
     * @param ringBytes how many bytes all rings may take together, about
     * @param random spreads the times at which clients come back; safe for use by many threads
     */
    public Loops(Scope scope, long ringBytes, RandomGenerator random) {
        this.scope = scope;
        this.memory = new RingMemory(ringBytes);
        this.random = random;
    }

    /** Sends a heartbeat to all who want one. Never waits. */
    public void heartbeat() {
        loops.values().forEach(EventLoop::heartbeat);
    }

    /** Ends all streams, and from now on each one that begins. Returns when the connections have been told. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture.allOf(loops.values().stream().map(EventLoop::close).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Runs what may block on a virtual thread; does not, and returns false, once all is closed. */
    boolean aside(Runnable task) {
        try {
            scope.executor().execute(task);
            return true;
        } catch (Cancelled e) {
            return false;
        }
    }

    RingMemory memory() {
        return memory;
    }

    /** Returns after how many milliseconds a client that is cut off comes back: not all at the same moment. */
    int retry() {
        return random.nextInt(SHORTEST_RETRY, LONGEST_RETRY);
    }

    /** Returns a number that no stream has. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Returns what serves the connections of a loop; on that loop. */
    EventLoop of(Executor executor) {
        EventLoop loop = loops.computeIfAbsent(executor, EventLoop::new);
        if (closed) {
            loop.end();
        }
        return loop;
    }
}
