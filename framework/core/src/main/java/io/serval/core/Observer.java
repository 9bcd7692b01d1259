package io.serval.core;

/**
 * Hears of every exchange that a server has ended, also of those that no handler saw: what metrics and access logs are
 * made of.
 *
 * <p>Called on an event loop, from several at once: it must not block, and it should be quick. What it throws is logged
 * and changes nothing for the client.
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

    /** Returns an observer that passes on to this one first and then to the next, whatever this one throws. */
    default Observer and(Observer next) {
        return served -> {
            try {
                answered(served);
            } finally {
                next.answered(served);
            }
        };
    }
}
