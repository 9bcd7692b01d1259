package io.serval.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The database refused a statement, or could not be reached. The message names the SQLSTATE, the statement and the
 * types of its arguments, never their values.
 */
public final class SqlException extends RuntimeException {
    private final String state;
    private final @Nullable String constraint;

    /**
     * Creates an exception for a failure that no driver reported.
     *
     * @param state the SQLSTATE (PostgreSQL 18, appendix A)
     */
    public SqlException(String state, String message, @Nullable Throwable cause) {
        super(message + " [" + state + "]", cause);
        this.state = state;
        this.constraint = null;
    }

    private SqlException(String what, SQLException cause) {
        super(what + ": " + reason(cause) + " [" + state(cause) + "]", cause);
        this.state = state(cause);
        this.constraint = server(cause).map(ServerErrorMessage::getConstraint).orElse(null);
    }

    /**
     * Wraps the driver's exception.
     *
     * @param what what failed, such as "Could not read the column name"
     */
    public static SqlException of(String what, SQLException cause) {
        return new SqlException(what, cause);
    }

    /** The SQLSTATE, five characters (PostgreSQL 18, appendix A), such as 23505 for a unique violation. */
    public String state() {
        return state;
    }

    /** The name of the violated constraint, if one was. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "99999" : cause.getSQLState();
    }

    /** The server's first line: the lines below it quote values. */
    private static String reason(SQLException cause) {
        return server(cause).map(ServerErrorMessage::getMessage).orElse(String.valueOf(cause.getMessage()));
    }

    private static Optional<ServerErrorMessage> server(SQLException cause) {
        return cause instanceof PSQLException e ? Optional.ofNullable(e.getServerErrorMessage()) : Optional.empty();
    }
}
