package io.serval.live;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a {@link Log} behaves in time.
 *
 * @param sweep how long the log waits between two looks for what others have committed
 * @param heartbeat how long a stream is silent at most, so that each side can tell that the other is there
 * @param random spreads the times at which clients come back; safe for use by many threads
 */
public record LogSettings(Duration sweep, Duration heartbeat, RandomGenerator random) {
    /** A look every 250 ms, a heartbeat every 15 s. */
    public static final LogSettings DEFAULT =
            new LogSettings(Duration.ofMillis(250), Duration.ofSeconds(15), RandomGenerator.getDefault());

    /** @throws IllegalArgumentException if a duration is not positive */
    public LogSettings {
        if (!sweep.isPositive() || !heartbeat.isPositive()) {
            throw new IllegalArgumentException(
                    "The pauses must be positive, not " + sweep + " (sweep) and " + heartbeat + " (heartbeat).");
        }
    }
}
