package io.serval.sql.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A connection on loan from the {@link Pool}. Closing it rolls back what was not committed and gives it back, once. */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final Connection raw;
    private final Runnable onReturn;
    private final AtomicBoolean returned = new AtomicBoolean();
    private final Connection guarded;
    /** The network time-out that the connection came with, once another one was set. */
    private OptionalInt own = OptionalInt.empty();

    private Consumer<Savepoint> set = savepoint -> {};
    private Consumer<Savepoint> rolledBack = savepoint -> {};

    Lease(Connection raw, Runnable onReturn) {
        this.raw = raw;
        this.onReturn = onReturn;
        this.guarded = Guard.of(raw, this);
    }

    /** The pool's connection: only for use through {@link Cancellation}. */
    public Connection raw() {
        return raw;
    }

    /** The connection for applications: each of its calls goes through {@link Cancellation}. */
    public Connection guarded() {
        return guarded;
    }

    /** Tells of savepoints that were set through the guarded connection, and of those that it rolled back to. */
    public void onSavepoint(Consumer<Savepoint> told, Consumer<Savepoint> toldOfRollback) {
        set = told;
        rolledBack = toldOfRollback;
    }

    /**
     * Has the connection break, until it is given back, when the server says nothing for that long while it is waited for.
     * TCP by itself takes a quarter of an hour to notice that a network swallows everything.
     *
     * @param atMost empty for as long as the connection's own settings allow
     */
    public void silence(Optional<Duration> atMost) throws SQLException {
        Cancellation.shield(() -> {
            if (own.isEmpty()) {
                own = OptionalInt.of(raw.getNetworkTimeout());
            }
            int millis = atMost.map(limit -> (int) Math.min(limit.toMillis(), Integer.MAX_VALUE))
                    .orElse(own.getAsInt());
            raw.setNetworkTimeout(Runnable::run, millis);
        });
    }

    void savepointSet(Savepoint savepoint) {
        set.accept(savepoint);
    }

    void rolledBackTo(Savepoint savepoint) {
        rolledBack.accept(savepoint);
    }

    /**
     * Commits. Not disturbed by a cancelled scope once it began.
     *
     * @throws SQLException also if an earlier statement of the transaction failed: PostgreSQL would roll back without a
     *     word
     */
    public void commit() throws SQLException {
        Cancellation.throwIfCancelled();
        if (raw.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
            throw new SQLException(
                    "A statement of this transaction failed before, so nothing of it can be committed. Let its"
                            + " exception pass, or guard the statement with a savepoint",
                    "25P02");
        }
        Cancellation.shield(raw::commit);
    }

    @Override
    public void close() {
        if (!returned.compareAndSet(false, true)) {
            return;
        }
        try {
            Cancellation.shield(raw::close);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection broke while it was given back; the pool replaces it.", e);
        } finally {
            onReturn.run();
        }
    }
}
