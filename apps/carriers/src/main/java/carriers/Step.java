package carriers;

import java.time.Duration;

/**
 * A scan that a journey leads to.
 *
 * @param scan what happens
 * @param town where
 * @param at when, counted from the start of the journey
 * @param reportedAt when the carrier begins to tell of it, counted likewise; later than {@code at} for a late scan
 */
record Step(Scan scan, Town town, Duration at, Duration reportedAt) {
    Step(Scan scan, Town town, Duration at) {
        this(scan, town, at, at);
    }

    Step reportedAt(Duration later) {
        return new Step(scan, town, at, later);
    }
}
