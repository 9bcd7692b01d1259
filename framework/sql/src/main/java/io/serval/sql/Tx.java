package io.serval.sql;

import io.serval.core.Key;
import io.serval.sql.internal.Cancellation;
import io.serval.sql.internal.Lease;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A transaction under way: statements, and hooks for its end. For the thread that runs the block; not for others, and
 * not for use after the block.
 *
 * <p>Statements take arguments for {@code ?}: strings, boxed numbers and booleans, {@code UUID}, {@code Instant}
 * ({@code timestamptz}, cut to microseconds), {@link Jsonb} ({@code jsonb}), {@code byte[]} ({@code bytea}), enum
 * constants (their names), {@code java.time} dates, {@code BigDecimal}; arrays and collections of most of these
 * (arrays of PostgreSQL); and an {@code Optional} of any, NULL if empty. The operator {@code ?} is written {@code ??}.
 *
 * <p>If the current {@link io.serval.core.Scope} is cancelled, the running statement is cancelled on the server and the
 * method throws {@link io.serval.core.Cancelled}, as does every later one; {@code Scope.shield} does not change that,
 * except for COMMIT, which is never disturbed. Else a failed statement throws
 * {@link SqlException}, and PostgreSQL refuses all further ones in the transaction.
 */
public final class Tx {
    /**
     * An attachment that a savepoint brings back to what it was. Others than these stay as they are: they hold nothing
     * that the block of a savepoint could have changed.
     */
    public interface Restorable {
        /** Remembers the state as of now, and returns what brings it back. */
        Runnable mark();
    }

    private static final Logger LOG = System.getLogger(Tx.class.getName());
    /** PostgreSQL counts in milliseconds, takes no more of them, and takes none as no limit. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    /** A server that lives ends a statement by itself within this time of the limit; one that does not is dead. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final Pattern SAVEPOINT = Pattern.compile("\\s*(savepoint|rollback)\\b", Pattern.CASE_INSENSITIVE);

    private final Lease lease;
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<Key<?>, Object> attachments = new HashMap<>();
    private final Map<Savepoint, Runnable> marks = new IdentityHashMap<>();
    /** How long the server may be silent as of now. */
    private Optional<Duration> silence = Optional.empty();

    Tx(Lease lease) {
        this.lease = lease;
        lease.onSavepoint(savepoint -> marks.put(savepoint, mark()), this::restore);
    }

    /**
     * Runs an insert, update, delete or a command, and returns how many rows it touched.
     *
     * @throws IllegalArgumentException if it sets a savepoint or goes back to one: see {@link #savepoint(TxFunction)}
     */
    public int update(String sql, Object... args) {
        if (SAVEPOINT.matcher(sql).lookingAt()) {
            throw new IllegalArgumentException("Use tx.savepoint(…) in place of '" + sql
                    + "': hooks and events of what is rolled back have to go as well.");
        }
        return run(sql, args, PreparedStatement::executeUpdate, count -> count);
    }

    /** Runs a query, or a statement with {@code returning}, and returns its rows in the server's order. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, Object... args) {
        return run(sql, args, PreparedStatement::executeQuery, result -> rows(result, mapper));
    }

    /**
     * Runs a query that finds at most one row.
     *
     * @throws SqlException with 21000 if it finds more
     */
    public <T> Optional<T> one(String sql, RowMapper<T> mapper, Object... args) {
        List<T> rows = query(sql, mapper, args);
        if (rows.size() > 1) {
            throw new SqlException("21000", rows.size() + " rows where at most one was expected: " + sql, null);
        }
        return rows.stream().findFirst();
    }

    /**
     * The transaction's connection, for all that this class does not do: {@code COPY}, batches, cursors. Its statements
     * are cancelled with the scope as well, except through {@code unwrap}. Leave committing and closing to the
     * transaction.
     */
    public Connection connection() {
        return lease.guarded();
    }

    /**
     * Runs the block as a part of the transaction that may fail by itself: what it throws rolls back to where it began,
     * and the transaction can go on. Hooks that it registered, events that it appended to the log, attachments that it
     * made and {@linkplain #limit limits} that it set go with it. Blocks may be nested. (As for {@link
     * Database#transact(TxFunction)}, a lambda needs braces.)
     *
     * <p>Savepoints that are set through {@link #connection()} do the same; those of SQL text are refused.
     */
    public <T extends @Nullable Object, X extends Exception> T savepoint(TxFunction<T, X> block) throws X {
        Savepoint savepoint = set();
        T result;
        try {
            result = block.apply(this);
        } catch (Throwable e) {
            back(savepoint, e);
            throw e;
        }
        release(savepoint);
        return result;
    }

    /** As {@link #savepoint(TxFunction)}, without a result. */
    @SuppressWarnings("overloads") // A block with braces fits one of the two only, as in Database.
    public <X extends Exception> void savepoint(TxAction<X> block) throws X {
        this.<Tx, X>savepoint(tx -> {
            block.run(tx);
            return tx;
        });
    }

    /**
     * Runs the hook after the block has returned, right before COMMIT, in the order of registration. It may run
     * statements and register further hooks; if it throws, the transaction is rolled back. Dropped when the block
     * throws, or is re-run.
     */
    public void beforeCommit(Runnable hook) {
        beforeCommit.add(hook);
    }

    /**
     * Runs the hook once the server has confirmed the commit and the connection was given back, in the order of
     * registration. The transaction stands whatever the hook does: an exception is logged. Not run after a rollback.
     */
    public void afterCommit(Runnable hook) {
        afterCommit.add(hook);
    }

    /**
     * Bounds how long each statement that follows may take, COMMIT included. The server ends one that takes longer, which
     * then fails with 57014; if it does not even do that, it, or the network, is taken for dead, and the connection is
     * closed (08006).
     *
     * @param answer empty for as long as the settings of the connection and of the server allow
     * @throws IllegalArgumentException if it is shorter than 1 ms, or longer than 2,147,483,647 ms, which is 24 days
     */
    public void limit(Optional<Duration> answer) {
        answer.ifPresent(Tx::check);
        silence(answer);
        update("set local statement_timeout = "
                + answer.map(limit -> "" + limit.toMillis()).orElse("default"));
    }

    private static void check(Duration limit) {
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A statement may be given from " + SHORTEST.toMillis() + " to "
                    + LONGEST.toMillis() + " ms, not " + limit + "; for no limit there is Optional.empty().");
        }
    }

    private void silence(Optional<Duration> answer) {
        try {
            lease.silence(answer.map(limit -> limit.plus(MARGIN)));
            silence = answer;
        } catch (SQLException e) {
            throw SqlException.of("Could not bound the time for an answer", e);
        }
    }

    /** Returns the value that this transaction keeps under the key; the first call in it makes the value. */
    @SuppressWarnings("unchecked") // The key's type is the value's: this method alone puts values in.
    public <T> T attachment(Key<T> key, Supplier<T> first) {
        Object value = attachments.get(key);
        if (value == null) {
            // Not computeIfAbsent: the supplier may attach something itself.
            value = first.get();
            attachments.put(key, value);
        }
        return (T) value;
    }

    /**
     * Begins.
     *
     * @param answer how long the server may take for an answer; empty for as long as it likes
     */
    void begin(Isolation isolation, boolean readOnly, Optional<Duration> answer) {
        answer.ifPresent(Tx::check);
        try {
            Cancellation.shield(() -> lease.raw().setAutoCommit(false));
        } catch (SQLException e) {
            throw SqlException.of("Could not begin a transaction", e);
        }
        if (answer.isPresent()) {
            silence(answer);
        }
        var settings = new ArrayList<String>();
        if (readOnly || isolation != Isolation.READ_COMMITTED) {
            settings.add("set transaction isolation level " + isolation.sql() + (readOnly ? ", read only" : ""));
        }
        answer.ifPresent(limit -> settings.add("set local statement_timeout = " + limit.toMillis()));
        if (!settings.isEmpty()) {
            update(String.join("; ", settings)); // in one round trip
        }
    }

    void commit() {
        for (int i = 0; i < beforeCommit.size(); i++) {
            beforeCommit.get(i).run();
        }
        try {
            lease.commit();
        } catch (SQLException e) {
            boolean lost = e.getSQLState() != null && e.getSQLState().startsWith("08");
            throw SqlException.of(
                    lost
                            ? "The connection broke during COMMIT: whether the transaction was committed is not known"
                            : "Could not commit",
                    e);
        }
    }

    void rollback(Throwable reason) {
        try {
            Cancellation.shield(() -> lease.raw().rollback());
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    void committed() {
        for (Runnable hook : afterCommit) {
            try {
                hook.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A hook after a commit failed; the transaction is committed.", e);
            }
        }
    }

    private Runnable mark() {
        int before = beforeCommit.size();
        int after = afterCommit.size();
        Set<Key<?>> attached = Set.copyOf(attachments.keySet());
        List<Runnable> restored = attachments.values().stream()
                .filter(Restorable.class::isInstance)
                .map(attachment -> ((Restorable) attachment).mark())
                .toList();
        Optional<Duration> bound = silence;
        return () -> {
            beforeCommit.subList(before, beforeCommit.size()).clear();
            afterCommit.subList(after, afterCommit.size()).clear();
            attachments.keySet().retainAll(attached);
            restored.forEach(Runnable::run);
            // The server takes its half of a limit back by itself.
            if (!silence.equals(bound)) {
                silence(bound);
            }
        };
    }

    private void restore(Savepoint savepoint) {
        Runnable mark = marks.get(savepoint);
        if (mark != null) {
            mark.run();
        }
    }

    private Savepoint set() {
        try {
            return lease.guarded().setSavepoint();
        } catch (SQLException e) {
            throw SqlException.of("Could not set a savepoint", e);
        }
    }

    private void release(Savepoint savepoint) {
        try {
            lease.guarded().releaseSavepoint(savepoint);
            marks.remove(savepoint);
        } catch (SQLException e) {
            throw SqlException.of("Could not release a savepoint", e);
        }
    }

    private void back(Savepoint savepoint, Throwable reason) {
        try {
            lease.guarded().rollback(savepoint);
            marks.remove(savepoint);
        } catch (SQLException | SqlException e) {
            reason.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface Step<A, B> {
        B apply(A from) throws SQLException;
    }

    private <R, T> T run(String sql, Object[] args, Step<PreparedStatement, R> execution, Step<R, T> reading) {
        try (PreparedStatement statement = lease.raw().prepareStatement(sql)) {
            R result = Cancellation.cancellable(statement, () -> {
                Arguments.bind(statement, args);
                return execution.apply(statement);
            });
            return reading.apply(result);
        } catch (SQLException e) {
            throw SqlException.of("Failed: " + sql + " (" + Arguments.types(args) + ")", e);
        }
    }

    /** The driver has read all rows by the time it returns the result, so mapping them does not touch the socket. */
    private static <T> List<T> rows(ResultSet result, RowMapper<T> mapper) throws SQLException {
        var rows = new ArrayList<T>();
        var row = new Row(result);
        while (result.next()) {
            rows.add(mapper.map(row));
        }
        return rows;
    }
}
