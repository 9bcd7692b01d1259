package io.serval.core.internal.assets;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of files are kept in memory: the first that are asked for, up to a bound. */
final class Memory {
    private static final long MOST = 16L * 1024 * 1024;

    private final AtomicLong kept = new AtomicLong();

    /** Takes room for so many bytes; false if there is none. */
    boolean take(long bytes) {
        if (kept.addAndGet(bytes) <= MOST) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        kept.addAndGet(-bytes);
    }
}
