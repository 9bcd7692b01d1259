package carriers;

import java.time.Instant;

/**
 * A scan that a carrier tells of.
 *
 * @param scan what happened
 * @param town where
 * @param at when
 */
public record Event(Scan scan, Town town, Instant at) {}
