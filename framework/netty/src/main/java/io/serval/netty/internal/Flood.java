package io.serval.netty.internal;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;

/**
 * Counts frames that cost the server more than the client and ask for nothing: pings, settings, priorities, unknown ones
 * (RFC 9113 §10.5). No client has a use for more of them than are allowed here.
 */
final class Flood {
    private static final int ALLOWED = 1_000;
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private int count;
    private long since = System.nanoTime();

    /**
     * Counts one.
     *
     * @throws Http2Exception if it is one too many; this ends the connection
     */
    void count() throws Http2Exception {
        if (++count <= ALLOWED) {
            return;
        }
        long now = System.nanoTime();
        if (now - since < WINDOW) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "More than %d pings, settings, priorities and unknown frames within %d s.",
                    ALLOWED,
                    TimeUnit.NANOSECONDS.toSeconds(WINDOW));
        }
        since = now;
        count = 1;
    }
}
