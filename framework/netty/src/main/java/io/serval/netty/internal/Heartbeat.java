package io.serval.netty.internal;

import io.serval.netty.Timeouts;
import java.time.Duration;

/**
 * When to ping a silent client, and when to take it for dead. Asked every tick, it is early by a tick rather than late:
 * {@link Timeouts#ping} and {@link Timeouts#pong} together bound how long a dead client is served.
 */
final class Heartbeat {
    /** What is due. */
    enum Due {
        QUIET,
        PING,
        DEAD
    }

    private final long pingAfter;
    private final long deadAfter;
    private final long closedAfter;
    private long since = System.nanoTime();
    private boolean pinged;
    private boolean closing;

    Heartbeat(Timeouts timeouts, Duration tick) {
        pingAfter = timeouts.ping().minus(tick).toNanos();
        deadAfter = timeouts.pong().minus(tick).toNanos();
        closedAfter = timeouts.close().minus(tick).toNanos();
    }

    /** Something came from the client. */
    void heard(long now) {
        if (!closing) {
            since = now;
            pinged = false;
        }
    }

    /**
     * Returns what is due.
     *
     * @param open whether the socket is; if not, its client has a moment to close it too
     * @param listening whether a pong would be heard. If not, pings go out all the same: where a closed connection is only
     *     noticed by who reads or writes, they are what notices it
     */
    Due beat(long now, boolean open, boolean listening) {
        if (!open && !closing) {
            closing = true;
            since = now;
        }
        if (closing) {
            return now - since >= closedAfter ? Due.DEAD : Due.QUIET;
        }
        if (pinged && listening) {
            return now - since >= deadAfter ? Due.DEAD : Due.QUIET;
        }
        if (now - since < pingAfter) {
            return Due.QUIET;
        }
        pinged = true;
        since = now;
        return Due.PING;
    }
}
