package io.serval.sql;

import io.serval.sql.internal.EmbeddedServer;
import io.serval.sql.internal.Pool;
import io.serval.sql.internal.Server;
import java.nio.file.Path;

/**
 * A PostgreSQL server of our own on this machine, for one process and one data directory.
 *
 * <p>Under {@code data/postgres}: {@code server-<version>…} the unpacked program, {@code data-<major>} the databases,
 * {@code password} the account's secret (mode 0600), {@code server.log} the log since the last start,
 * {@code local.conf} settings of your own, read last, and {@code lock}, held while a process uses the directory.
 *
 * <p>The server listens on 127.0.0.1 only, on a port that may change with each start, and asks for the password. It
 * outlives a killed process: the next {@link #start} adopts it. If it dies itself it is started again, and the
 * {@link Database}s on it connect anew. Only {@link #close()} stops it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private final EmbeddedServer server;

    private EmbeddedPostgres(EmbeddedServer server) {
        this.server = server;
    }

    /**
     * Starts the server of the data directory, or adopts the one that runs there; makes both if there is none. Works
     * for ordinary users, and for root on Linux.
     *
     * @throws SqlException if another process uses the directory, or the server does not start; the message quotes the
     *     server's log
     */
    public static EmbeddedPostgres start(Path data) {
        return new EmbeddedPostgres(EmbeddedServer.start(data));
    }

    /** Opens a database on the server; creates it, empty, if there is none of that name. Close it before the server. */
    public Database open(String name) {
        return open(name, PoolSettings.DEFAULT);
    }

    /** As {@link #open(String)}, with a pool of another size. */
    public Database open(String name, PoolSettings settings) {
        return open(name, settings, () -> {});
    }

    /** The port that the server listens on now. */
    public int port() {
        return server.port();
    }

    /** Stops the server once its transactions have ended or been rolled back. Closing twice does nothing. */
    @Override
    public void close() {
        server.close();
    }

    Database open(String name, PoolSettings settings, Runnable onClose) {
        server.create(name);
        Server database = server.database(name);
        Pool pool = Database.pool(database, settings);
        Runnable evict = pool::evict;
        server.onLoss(evict);
        return new Database(database, pool, () -> {
            server.forget(evict);
            onClose.run();
        });
    }
}
