package io.serval.netty.internal;

import java.util.concurrent.TimeUnit;

/** Bounds how many frames come from one client: a bucket of tokens that fills once a second, as time passes. */
final class FrameRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private int tokens;
    private long filled = System.nanoTime();

    FrameRate(int perSecond) {
        this.perSecond = perSecond;
        tokens = perSecond;
    }

    /**
     * Counts one more.
     *
     * @throws SocketFault 1008 if there are too many
     */
    void count() {
        if (tokens == 0) {
            fill(System.nanoTime());
        }
        if (tokens == 0) {
            throw new SocketFault(SocketFault.POLICY, "A client may send " + perSecond + " frames a second.");
        }
        tokens--;
    }

    /** The clock is looked at only when the bucket is empty. */
    private void fill(long now) {
        double more = (double) (now - filled) / SECOND * perSecond;
        if (more >= 1) {
            tokens = (int) Math.min(more, perSecond);
            filled = now;
        }
    }
}
