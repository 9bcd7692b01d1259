package tracking.polling;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double with each failure, with jitter so that those who failed together do not come back together. */
record Backoff(Duration first, Duration most, RandomGenerator random) {
    private static final int DOUBLINGS = 20;

    /** Returns the wait after so many failures in a row: between half of the doubled wait and all of it. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.clamp(failures - 1L, 0, DOUBLINGS);
        long bounded = Math.min(doubled, most.toMillis());
        return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
    }
}
