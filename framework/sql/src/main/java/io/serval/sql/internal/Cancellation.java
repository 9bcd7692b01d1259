package io.serval.sql.internal;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs calls of the driver so that a cancelled scope ends the statement and never the connection.
 *
 * <p>An interrupt would close the socket under the driver and leave the statement running on the server. So the thread
 * is shielded from interrupts during the call, and the statement is cancelled through the server instead.
 */
public final class Cancellation {
    private Cancellation() {}

    /** A call of the driver. */
    @FunctionalInterface
    public interface Call<T> {
        /** Calls the driver. */
        T call() throws SQLException;
    }

    /** A call of the driver without a result. */
    @FunctionalInterface
    public interface Action {
        /** Calls the driver. */
        void run() throws SQLException;
    }

    /** Throws {@link Cancelled} if the thread works in a scope that was cancelled, and not in a shield. */
    public static void throwIfCancelled() {
        if (!Scope.shielded()) {
            Scope.currentIfAny().ifPresent(Scope::throwIfCancelled);
        }
    }

    /** Calls the driver with the interrupt flag cleared; an interrupt shows as soon as the call has returned. */
    public static <T> T shielded(Call<T> call) throws SQLException {
        try {
            return Scope.shield(() -> {
                boolean interrupted = Thread.interrupted();
                try {
                    return call.call();
                } finally {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The driver threw an exception of an unexpected type.", e);
        }
    }

    /** As {@link #shielded}, without a result. */
    public static void shield(Action action) throws SQLException {
        var _ = shielded(() -> {
            action.run();
            return true;
        });
    }

    /**
     * Calls the driver to execute the statement. If the scope is cancelled meanwhile, the server is asked to cancel the
     * statement until the call returns. When this method returns or throws, nothing refers to the statement any more.
     * Inside a {@link Scope#shield} the statement runs to its end.
     *
     * @throws Cancelled if the scope is cancelled by the time the call returns, whatever its outcome
     */
    public static <T> T cancellable(Statement statement, Call<T> call) throws SQLException {
        Scope scope = Scope.currentIfAny().orElse(null);
        if (scope == null || Scope.shielded()) {
            return call.call();
        }
        scope.throwIfCancelled();
        return shielded(() -> execute(scope, new Canceller(statement), call));
    }

    private static <T> T execute(Scope scope, Canceller canceller, Call<T> call) throws SQLException {
        Scope.Registration registration = scope.onCancel(canceller);
        T result;
        try {
            scope.throwIfCancelled();
            result = call.call();
        } catch (SQLException e) {
            throw scope.cause().map(cause -> cancelled(cause, e)).orElseThrow(() -> e);
        } finally {
            canceller.stop();
            registration.close();
        }
        scope.throwIfCancelled();
        return result;
    }

    private static Cancelled cancelled(Scope.Cause cause, SQLException e) {
        var cancelled = new Cancelled(cause);
        cancelled.addSuppressed(e);
        return cancelled;
    }
}
