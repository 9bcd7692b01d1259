package io.serval.sql.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A connection on loan from the {@link Pool}. Closing it rolls back what was not committed and gives it back, once. */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final Connection raw;
    private final Runnable onReturn;
    private final AtomicBoolean returned = new AtomicBoolean();
    private final Connection guarded;

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
