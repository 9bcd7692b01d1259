package io.serval.sql.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * A bounded pool of connections. Callers wait for their turn at a semaphore, where an interrupt is harmless, and only
 * then enter HikariCP, which may use the socket and must not be interrupted.
 */
public final class Pool implements ConnectionSource, AutoCloseable {
    /** How long HikariCP waits for a connection to be made before we look whether the caller still wants it. */
    private static final long ATTEMPT_MILLIS = 500;

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(Pool.class.getName());

    private final HikariDataSource hikari;
    private final Semaphore turns;
    private final int size;
    private final Duration wait;
    private final String where;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a pool; it connects when the first connection is asked for.
     *
     * @param where the server's address, for messages
     */
    public Pool(DataSource source, int size, Duration wait, String where) {
        this.size = size;
        this.wait = wait;
        this.where = where;
        this.turns = new Semaphore(size, true);
        var config = new HikariConfig();
        config.setPoolName("serval");
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setConnectionTimeout(ATTEMPT_MILLIS);
        config.setValidationTimeout(ATTEMPT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        this.hikari = new HikariDataSource(config);
    }

    /** Returns a connection that ends its statements when the scope is cancelled. */
    @Override
    public Connection getConnection() throws SQLException {
        return lease().guarded();
    }

    /**
     * Lends a connection.
     *
     * @throws io.serval.core.Cancelled if the scope is cancelled before there is one
     * @throws SQLException if none became free, or none could be made, in time
     */
    public Lease lease() throws SQLException {
        Cancellation.throwIfCancelled();
        long end = System.nanoTime() + wait.toNanos();
        takeTurn();
        try {
            return new Lease(connect(end), turns::release);
        } catch (Throwable e) {
            turns.release();
            throw e;
        }
    }

    /** Closes all connections: idle ones now, those on loan when they return. */
    public void evict() {
        var pool = hikari.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
    }

    /** Waits a moment for the connections on loan, so that no transaction is cut in the middle, and closes all. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            if (!turns.tryAcquire(size, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "Connections to " + where + " were still in use; their transactions are cut.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hikari.close();
    }

    private void takeTurn() throws SQLException {
        if (closed.get()) {
            throw new SQLException("The database is closed.", "57P01");
        }
        try {
            if (turns.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Cancellation.throwIfCancelled();
            Thread.currentThread().interrupt();
            throw new SQLException("The thread was interrupted while it waited for a connection.", "57014", e);
        }
        throw new SQLTransientConnectionException(
                "All " + size + " connections to " + where + " were in use for " + wait.toMillis()
                        + " ms. Make transactions shorter, or the pool larger.",
                "53300");
    }

    private Connection connect(long end) throws SQLException {
        while (true) {
            Cancellation.throwIfCancelled();
            try {
                return Cancellation.shielded(hikari::getConnection);
            } catch (SQLTransientConnectionException e) {
                if (System.nanoTime() - end >= 0) {
                    Throwable reason = e.getCause() == null ? e : e.getCause();
                    throw new SQLTransientConnectionException(
                            "No connection to " + where + " could be made in " + wait.toMillis() + " ms: "
                                    + reason.getMessage(),
                            "08001",
                            e);
                }
            }
        }
    }
}
