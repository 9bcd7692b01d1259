package tracking.polling;

import java.time.Duration;

/**
 * How a carrier is asked, as {@code carrier_configs} says.
 *
 * @param enabled whether it is asked at all
 * @param interval how long after one answer a shipment is due again
 * @param concurrency the most requests under way at a time
 */
record PollSettings(boolean enabled, Duration interval, int concurrency) {}
