package io.serval.core;

import java.time.Duration;

/**
 * Hears of every exchange that a server has ended, also of those that no handler saw: what metrics and access logs are
 * made of.
 *
 * <p>Called by several threads at once, event loops among them: it must not block, and it should be quick. What it throws
 * is logged and changes nothing for the client.
 */
@FunctionalInterface
public interface Observer {
    /** Hears of nothing. */
    Observer NONE = served -> {};

    /**
     * An exchange has ended: its response was handed over, its stream or WebSocket is over, or its client has left. Called
     * once for each.
     */
    void answered(Served served);

    /**
     * A handler has ended whose scope had been cancelled: until then it worked for nobody.
     *
     * @param cause why the scope was cancelled
     * @param late how long before it was
     */
    default void abandoned(Scope.Cause cause, Duration late) {}

    /** Returns an observer that passes on to this one first and then to the next, whatever this one throws. */
    default Observer and(Observer next) {
        Observer first = this;
        return new Observer() {
            @Override
            public void answered(Served served) {
                try {
                    first.answered(served);
                } finally {
                    next.answered(served);
                }
            }

            @Override
            public void abandoned(Scope.Cause cause, Duration late) {
                try {
                    first.abandoned(cause, late);
                } finally {
                    next.abandoned(cause, late);
                }
            }
        };
    }
}
