package io.serval.sql.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

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
