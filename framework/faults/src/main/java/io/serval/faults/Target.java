package io.serval.faults;

import java.util.Random;

/**
 * What a client can watch.
 *
 * @param path of the route
 * @param topic whose events it gives
 */
record Target(String path, String topic) {
    private static final int ONE_IN = 100;

    /** Any: an event stream, one that begins with a state, or now and then the feed of all. */
    static Target any(Random random) {
        if (random.nextInt(ONE_IN) == 0) {
            return new Target("/events", "counters");
        }
        int counter = random.nextInt(Plan.COUNTERS);
        return new Target("/counters/" + counter + (random.nextBoolean() ? "/events" : ""), "counter/" + counter);
    }
}
