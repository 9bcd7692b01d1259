package io.serval.sql;

import java.time.Duration;

/**
 * How many connections a {@link Database} keeps.
 *
 * @param size the most connections that are open at a time; at least 1
 * @param maxWait how long a transaction waits for a connection before it fails
 */
public record PoolSettings(int size, Duration maxWait) {
    /** Sixteen connections; a wait of ten seconds. */
    public static final PoolSettings DEFAULT = new PoolSettings(16, Duration.ofSeconds(10));

    /** @throws IllegalArgumentException if the size or the wait is not positive */
    public PoolSettings {
        if (size < 1) {
            throw new IllegalArgumentException("A pool needs at least one connection, not " + size + ".");
        }
        if (!maxWait.isPositive()) {
            throw new IllegalArgumentException("The wait for a connection must be positive, not " + maxWait + ".");
        }
    }
}
