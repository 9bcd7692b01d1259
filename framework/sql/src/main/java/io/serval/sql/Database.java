package io.serval.sql;

import io.serval.sql.internal.EmbeddedServer;
import io.serval.sql.internal.Lease;
import io.serval.sql.internal.Migrations;
import io.serval.sql.internal.Pool;
import io.serval.sql.internal.Server;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 16 or newer, and the transactions on it.
 *
 * <p>Safe for use by many threads; virtual ones may block in it. A thread uses one connection per transaction and waits
 * for it as long as the {@link PoolSettings} say. All methods that run statements end early, with
 * {@link io.serval.core.Cancelled}, when the current {@link io.serval.core.Scope} is cancelled: the statement is
 * cancelled on the server, the transaction rolled back, and the connection stays whole.
 */
public final class Database implements AutoCloseable {
    private final Server server;
    private final Pool pool;
    private final Runnable onClose;
    private final ScopedValue<Tx> current = ScopedValue.newInstance();

    Database(Server server, Pool pool, Runnable onClose) {
        this.server = server;
        this.pool = pool;
        this.onClose = onClose;
    }

    /**
     * Opens the database of an {@linkplain EmbeddedPostgres embedded server}, which it starts, or adopts, and stops
     * when it is closed. Its files are in {@code data/postgres}.
     *
     * @throws SqlException if the server does not start; the message quotes its log
     */
    public static Database embedded(Path data) {
        return embedded(data, PoolSettings.DEFAULT);
    }

    /** As {@link #embedded(Path)}, with a pool of another size. */
    public static Database embedded(Path data, PoolSettings settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        try {
            return postgres.open("serval", settings, postgres::close);
        } catch (RuntimeException | Error e) {
            postgres.close();
            throw e;
        }
    }

    /**
     * Opens the database of the embedded server that another process runs on the data, for a look or a repair beside it:
     * the server belongs to that process, and closing this object leaves it alone.
     *
     * @throws SqlException with 08001 if none runs there
     */
    public static Database running(Path data) {
        Server server = EmbeddedServer.running(data, "serval");
        return new Database(server, pool(server, new PoolSettings(2, PoolSettings.DEFAULT.maxWait())), () -> {});
    }

    /**
     * Opens a database that others run.
     *
     * @param url {@code jdbc:postgresql://host:port/name?user=…&password=…} or
     *     {@code postgres://user:password@host:port/name}, with any parameter of the PostgreSQL JDBC driver
     * @throws IllegalArgumentException if the URL is of neither form
     * @throws SqlException if the server cannot be reached, refuses the account or is older than 16
     */
    public static Database connect(String url) {
        return connect(url, PoolSettings.DEFAULT);
    }

    /** As {@link #connect(String)}, with a pool of another size. */
    public static Database connect(String url, PoolSettings settings) {
        Server server = Server.of(url);
        return new Database(server, pool(server, settings), () -> {});
    }

    static Pool pool(Server server, PoolSettings settings) {
        try {
            server.check();
        } catch (SQLException e) {
            throw SqlException.of("Could not open the database at " + server.where(), e);
        }
        return new Pool(server, settings.size(), settings.maxWait(), server.where());
    }

    /**
     * Runs the block in a transaction at READ COMMITTED and commits; what the block throws rolls it back. A transaction
     * cannot be opened inside the block of another: hand the {@link Tx} on. (Both forms accept a lambda without braces,
     * so Java asks for braces: {@code tx -> { tx.update(…); }}.)
     *
     * <p>If the scope is cancelled before COMMIT begins the transaction is rolled back; from then on it is not
     * disturbed, and this method returns as usual.
     *
     * @throws SqlException if there is no connection, a statement fails or the commit does
     * @throws IllegalStateException inside another transaction
     */
    public <T extends @Nullable Object, X extends Exception> T transact(TxFunction<T, X> block) throws X {
        return attempt(Isolation.READ_COMMITTED, false, Optional.empty(), block);
    }

    /** As {@link #transact(TxFunction)}, without a result. */
    @SuppressWarnings("overloads") // A block with braces fits one of the two only; see the other form.
    public <X extends Exception> void transact(TxAction<X> block) throws X {
        transact(Isolation.READ_COMMITTED, block);
    }

    /**
     * Runs the block in a transaction of that isolation. Above READ COMMITTED the block is run again, in a new
     * transaction, when it lost against others (SQLSTATE 40001 or 40P01), some ten times with growing random waits;
     * hooks and attachments of the lost try are dropped.
     *
     * @throws SqlException as {@link #transact(TxFunction)}; with the last 40001 or 40P01 if no try succeeded
     */
    public <T extends @Nullable Object, X extends Exception> T transact(Isolation isolation, TxFunction<T, X> block)
            throws X {
        if (isolation == Isolation.READ_COMMITTED) {
            return attempt(isolation, false, Optional.empty(), block);
        }
        var retry = new Retry();
        while (true) {
            try {
                return attempt(isolation, false, Optional.empty(), block);
            } catch (Exception e) {
                if (!retry.again(e)) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #transact(Isolation, TxFunction)}, without a result. */
    @SuppressWarnings("overloads") // A block with braces fits one of the two only; see the other form.
    public <X extends Exception> void transact(Isolation isolation, TxAction<X> block) throws X {
        this.<Tx, X>transact(isolation, tx -> {
            block.run(tx);
            return tx;
        });
    }

    /**
     * Runs the block in a read-only transaction at REPEATABLE READ: all its statements see one state of the database.
     * It is never re-run.
     *
     * @throws SqlException if there is no connection, or a statement fails
     * @throws IllegalStateException inside another transaction
     */
    public <T extends @Nullable Object, X extends Exception> T read(TxFunction<T, X> block) throws X {
        return attempt(Isolation.REPEATABLE_READ, true, Optional.empty(), block);
    }

    /**
     * As {@link #read(TxFunction)}, for statements that are quick. The server ends one that takes longer; if it does not
     * even do that, it, or the network, is taken for dead, and the connection is closed.
     *
     * @param answer how long a statement may take
     * @throws IllegalArgumentException if it is no {@linkplain Tx#limit limit}
     * @throws SqlException as {@link #read(TxFunction)}; with 57014 if a statement took too long, with 08006 if nothing
     *     was heard of it
     */
    public <T extends @Nullable Object, X extends Exception> T read(Duration answer, TxFunction<T, X> block) throws X {
        return attempt(Isolation.REPEATABLE_READ, true, Optional.of(answer), block);
    }

    /**
     * The pool for libraries that want JDBC. Its connections end their statements with the scope just as {@link Tx}
     * does. What {@code unwrap} returns does not.
     */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * Brings the schema up to date with Flyway, which keeps its history in the schema. Makes the schema if there is
     * none. Several nodes may call it at once: one works, the others wait.
     *
     * @param schema {@code public} for applications; the framework's tables are in {@code serval}
     * @param loader finds the migrations
     * @param locations such as {@code classpath:db/migration}
     * @throws org.flywaydb.core.api.FlywayException if a migration fails or was changed after it ran
     */
    public void migrate(String schema, ClassLoader loader, String... locations) {
        Migrations.run(server, schema, loader, locations);
    }

    /**
     * Closes the connections, and stops the server if this object started it. Transactions under way get a few
     * seconds to end. Closing twice does nothing.
     */
    @Override
    public void close() {
        pool.close();
        onClose.run();
    }

    private <T extends @Nullable Object, X extends Exception> T attempt(
            Isolation isolation, boolean readOnly, Optional<Duration> answer, TxFunction<T, X> block) throws X {
        if (current.isBound()) {
            throw new IllegalStateException("This thread is in a transaction already. Hand its Tx on to the code that"
                    + " needs it, or start the second transaction after the first.");
        }
        Tx tx;
        T result;
        try (Lease lease = lease()) {
            tx = new Tx(lease);
            try {
                tx.begin(isolation, readOnly, answer);
                result = ScopedValue.where(current, tx).call(() -> committing(tx, block));
            } catch (Throwable e) {
                tx.rollback(e);
                throw e;
            }
        }
        tx.committed();
        return result;
    }

    private static <T extends @Nullable Object, X extends Exception> T committing(Tx tx, TxFunction<T, X> block)
            throws X {
        T result = block.apply(tx);
        tx.commit();
        return result;
    }

    private Lease lease() {
        try {
            return pool.lease();
        } catch (SQLException e) {
            throw SqlException.of("There is no connection for the transaction", e);
        }
    }
}
