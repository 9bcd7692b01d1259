package io.serval.core;

/**
 * Thrown by work whose {@link Scope} has been cancelled. Let it pass: nobody waits for the result any more.
 */
public final class Cancelled extends RuntimeException {
    private final Scope.Cause reason;

    /**
     * Creates the exception for a scope that ended early.
     *
     * @param reason why the scope was cancelled
     */
    public Cancelled(Scope.Cause reason) {
        super("The scope was cancelled: " + reason);
        this.reason = reason;
    }

    /** Why the scope was cancelled. */
    public Scope.Cause reason() {
        return reason;
    }
}
