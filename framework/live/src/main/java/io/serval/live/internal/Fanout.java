package io.serval.live.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All topics that are followed and all event loops that serve followers. */
public final class Fanout implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Store store;
    private final Executor readers;
    private final ConcurrentMap<Long, Hub> hubs = new ConcurrentHashMap<>();
    private final ConcurrentMap<Executor, EventLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile Runnable outage = () -> {};
    private volatile boolean closed;

    /**
     * Creates a fan-out that nobody follows yet.
     *
     * @param readers runs what reads the log, on virtual threads
     */
    public Fanout(Store store, Executor readers) {
        this.store = store;
        this.readers = readers;
    }

    /** Sets what is told when the log cannot be read; it answers with {@link #wakeAll} once that is over. */
    public void onOutage(Runnable told) {
        outage = told;
    }

    /** Whether nobody follows anything. */
    public boolean idle() {
        return hubs.isEmpty();
    }

    /** Says that a topic may have new events. Never waits. */
    public void wake(long topic) {
        Hub hub = hubs.get(topic);
        if (hub != null) {
            hub.wake();
        }
    }

    /** Says that a topic has events up to the offset. Never waits. */
    public void wake(long topic, long top) {
        Hub hub = hubs.get(topic);
        if (hub != null && hub.ring().tail() < top) {
            hub.wake();
        }
    }

    /** Says that any topic may have new events. Never waits. */
    public void wakeAll() {
        hubs.values().forEach(Hub::wake);
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

    /** Returns the hub of a topic, which the caller holds until it lets go of it. */
    Hub hold(TopicRow topic) {
        Hub hub = Counted.acquire(hubs, topic.id(), () -> new Hub(topic, store, readers, outage));
        hub.start();
        return hub;
    }

    void release(Hub hub) {
        Counted.release(hubs, hub.topic().id(), hub);
    }

    /** Returns a number that no stream has. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Returns what serves the connections of a loop; on that loop. */
    EventLoop loop(Executor executor) {
        EventLoop loop = loops.computeIfAbsent(executor, EventLoop::new);
        if (closed) {
            loop.end();
        }
        return loop;
    }
}
