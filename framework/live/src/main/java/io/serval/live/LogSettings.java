package io.serval.live;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a {@link Log} behaves.
 *
 * @param sweep how long the log waits between two looks for what others have committed
 * @param heartbeat how long a stream is silent at most, so that each side can tell that the other is there
 * @param random spreads the times at which clients come back; safe for use by many threads
 * @param ringBytes how much memory the newest events of all topics that are followed may take together, about; if they
 *     need more, those of the quietest topics are dropped and read from the log when somebody needs them
 */
public record LogSettings(Duration sweep, Duration heartbeat, RandomGenerator random, long ringBytes) {
    /** A look every 250 ms, a heartbeat every 15 s, 64 MiB of events. */
    public static final LogSettings DEFAULT =
            new LogSettings(Duration.ofMillis(250), Duration.ofSeconds(15), RandomGenerator.getDefault(), 64 << 20);

    /** @throws IllegalArgumentException if a duration is not positive, or there is no memory at all */
    public LogSettings {
        if (ringBytes < 0) {
            throw new IllegalArgumentException("The rings cannot take " + ringBytes + " bytes.");
        }
        if (!sweep.isPositive() || !heartbeat.isPositive()) {
            throw new IllegalArgumentException(
                    "The pauses must be positive, not " + sweep + " (sweep) and " + heartbeat + " (heartbeat).");
        }
    }

    /** Returns these settings with another longest silence of a stream. */
    public LogSettings withHeartbeat(Duration other) {
        return new LogSettings(sweep, other, random, ringBytes);
    }

    /** Returns these settings with another bound of the memory for the newest events. */
    public LogSettings withRingBytes(long other) {
        return new LogSettings(sweep, heartbeat, random, other);
    }
}
