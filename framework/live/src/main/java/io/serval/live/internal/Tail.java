package io.serval.live.internal;

import io.serval.sql.SqlException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Follows topics on the threads that call. */
public final class Tail {
    /** Takes what was read. */
    @FunctionalInterface
    public interface Taker<X extends Exception> {
        /** Takes it, before more is read. */
        void take(Store.Following events) throws X;
    }

    private static final Logger LOG = System.getLogger(Tail.class.getName());
    private static final int BATCH = 200;

    /** Classes of SQLSTATE that pass: connections, lost conflicts, resources, operators and the system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private final Store store;
    private final Waiters waiters;
    private final Duration pause;

    /**
     * Creates it.
     *
     * @param pause how long to wait before the next try when the log could not be read
     */
    public Tail(Store store, Waiters waiters, Duration pause) {
        this.store = store;
        this.waiters = waiters;
        this.pause = pause;
    }

    /** Hands over what follows on the position, then waits for more; never returns. */
    public <X extends Exception> void follow(String topic, Optional<String> from, Taker<X> taker) throws X {
        Optional<String> position = from;
        while (true) {
            long key = insist(() -> store.topic(topic)).id();
            try (Waiters.Waiter waiter = waiters.join(key)) {
                position = follow(waiter, topic, position, taker);
            }
        }
    }

    /** Returns when the topic has another key: it was lost to a restore, and entered again. */
    private <X extends Exception> Optional<String> follow(
            Waiters.Waiter waiter, String topic, Optional<String> from, Taker<X> taker) throws X {
        Optional<String> position = from;
        while (true) {
            Optional<String> after = position;
            waiter.unknown();
            Store.Following read = insist(() -> store.following(topic, after, BATCH));
            waiter.known(read.after() + read.payloads().size());
            if (read.topic().id() != waiter.topic()) {
                return position;
            }
            if (read.reset() || !read.payloads().isEmpty()) {
                taker.take(read);
            }
            position = Optional.of(read.position(read.payloads().size()));
            if (read.payloads().size() < BATCH) {
                waiter.await();
            }
        }
    }

    private <T> T insist(Supplier<T> read) {
        while (true) {
            try {
                return read.get();
            } catch (SqlException e) {
                if (!PASSING.contains(e.state().substring(0, 2))) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "The log could not be read; it is read again. An outage, the sweep reports.", e);
                waiters.pause(pause);
            }
        }
    }
}
