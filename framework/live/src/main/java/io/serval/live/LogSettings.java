package io.serval.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How a {@link Log} behaves.
 *
 * @param sweep how long the log waits between two looks for what others have committed
 * @param heartbeat how long a stream is silent at most, so that each side can tell that the other is there
 * @param answer how long the database may take to answer a read of the log; then the connection is taken for dead
 * @param longTransaction at which age the oldest transaction of the server is warned of
 * @param retention how long events are kept, where {@code retentions} has nothing else
 * @param retentions how long events are kept of topics whose names begin so; the longest beginning counts
 * @param random spreads the times at which clients come back; safe for use by many threads
 * @param ringBytes how much memory the newest events of all topics that are followed may take together, about; if they
 *     need more, those of the quietest topics are dropped and read from the log when somebody needs them
 */
public record LogSettings(
        Duration sweep,
        Duration heartbeat,
        Duration answer,
        Duration longTransaction,
        Retention retention,
        Map<String, Retention> retentions,
        RandomGenerator random,
        long ringBytes) {
    /**
     * A look every 250 ms, a heartbeat every 15 s, 5 s for an answer and for a transaction, all events for ever, and 64 MiB
     * of them in memory.
     */
    public static final LogSettings DEFAULT = new LogSettings(
            Duration.ofMillis(250),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Retention.FOREVER,
            Map.of(),
            RandomGenerator.getDefault(),
            64 << 20);

    /** @throws IllegalArgumentException if a duration is shorter than 1 ms, or a size negative */
    public LogSettings {
        if (ringBytes < 0) {
            throw new IllegalArgumentException("The rings cannot take " + ringBytes + " bytes.");
        }
        if (!List.of(sweep, heartbeat, answer, longTransaction).stream().allMatch(time -> time.toMillis() > 0)) {
            throw new IllegalArgumentException(
                    "The times must be at least 1 ms, not " + sweep + " (sweep), " + heartbeat + " (heartbeat), "
                            + answer + " (answer) and " + longTransaction + " (longTransaction).");
        }
        retentions = Map.copyOf(retentions);
    }

    /** Returns these settings with another pause between two looks. */
    public LogSettings withSweep(Duration other) {
        return new LogSettings(other, heartbeat, answer, longTransaction, retention, retentions, random, ringBytes);
    }

    /** Returns these settings with another longest silence of a stream. */
    public LogSettings withHeartbeat(Duration other) {
        return new LogSettings(sweep, other, answer, longTransaction, retention, retentions, random, ringBytes);
    }

    /** Returns these settings with another time for the database's answers. */
    public LogSettings withAnswer(Duration other) {
        return new LogSettings(sweep, heartbeat, other, longTransaction, retention, retentions, random, ringBytes);
    }

    /** Returns these settings with another age at which a transaction is warned of. */
    public LogSettings withLongTransaction(Duration other) {
        return new LogSettings(sweep, heartbeat, answer, other, retention, retentions, random, ringBytes);
    }

    /** Returns these settings with another retention of topics that have none of their own. */
    public LogSettings withRetention(Retention other) {
        return new LogSettings(sweep, heartbeat, answer, longTransaction, other, retentions, random, ringBytes);
    }

    /** Returns these settings with a retention of their own for topics whose names begin so. */
    public LogSettings withRetention(String beginning, Retention own) {
        var more = new HashMap<>(retentions);
        more.put(beginning, own);
        return new LogSettings(sweep, heartbeat, answer, longTransaction, retention, more, random, ringBytes);
    }

    /** Returns these settings with another source of randomness. */
    public LogSettings withRandom(RandomGenerator other) {
        return new LogSettings(sweep, heartbeat, answer, longTransaction, retention, retentions, other, ringBytes);
    }

    /** Returns these settings with another bound of the memory for the newest events. */
    public LogSettings withRingBytes(long other) {
        return new LogSettings(sweep, heartbeat, answer, longTransaction, retention, retentions, random, other);
    }
}
