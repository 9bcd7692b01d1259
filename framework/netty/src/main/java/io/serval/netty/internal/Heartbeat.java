package io.serval.netty.internal;

import io.serval.netty.Timeouts;
import java.time.Duration;

/**
 * When to ping a silent client, and when to take it for dead. Asked every tick, it is early by a tick rather than late:
 * {@link Timeouts#ping} and {@link Timeouts#pong} together bound how long a dead client is served.
 */
final class Heartbeat {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** What is due. */
    enum Due {
        QUIET,
        PING,
        DEAD
    }

    private final long pingAfter;
    private final long deadAfter;
    private long since = System.nanoTime();
    private boolean pinged;
    private boolean closing;

    Heartbeat(Timeouts timeouts, Duration tick) {
        pingAfter = timeouts.ping().minus(tick).toNanos();
        deadAfter = timeouts.pong().minus(tick).toNanos();
    }

    /** Something came from the client. */
    void heard(long now) {
        if (!closing) {
            since = now;
            pinged = false;
        }
    }

    /** Returns what is due; once the socket is not open any more, its client has a moment to close it too. */
    Due beat(long now, boolean open) {
        if (!open && !closing) {
            closing = true;
            since = now;
        }
        if (closing) {
            return now - since > CLOSING.toNanos() ? Due.DEAD : Due.QUIET;
        }
        if (pinged) {
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
