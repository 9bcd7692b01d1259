package io.serval.faults;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client showed, beside what it should have shown.
 *
 * @param lost events that it did not show
 * @param doubled events that it showed again
 * @param misordered events that it showed after one that comes later
 * @param invented events that it showed and the log does not have
 */
record Difference(long lost, long doubled, long misordered, long invented) {
    static final Difference NONE = new Difference(0, 0, 0, 0);

    /**
     * Compares.
     *
     * @param truth the ids of the log, each once, as far as the client should have got
     * @param begin how many of them the client did not ask for, as a snapshot held them
     */
    static Difference of(int[] truth, long begin, int[] shown) {
        if (begin > truth.length) {
            return new Difference(0, 0, 0, begin - truth.length + shown.length);
        }
        if (Arrays.equals(truth, (int) begin, truth.length, shown, 0, shown.length)) {
            return NONE;
        }
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = (int) begin; i < truth.length; i++) {
            places.put(truth[i], i);
        }
        var seen = new BitSet();
        long doubled = 0;
        long misordered = 0;
        long invented = 0;
        int last = -1;
        for (int id : shown) {
            Integer place = places.get(id);
            if (place == null) {
                invented++;
            } else if (seen.get(place)) {
                doubled++;
            } else {
                seen.set(place);
                misordered += place < last ? 1 : 0;
                last = Math.max(last, place);
            }
        }
        return new Difference(places.size() - seen.cardinality(), doubled, misordered, invented);
    }

    Difference plus(Difference other) {
        return new Difference(
                lost + other.lost, doubled + other.doubled, misordered + other.misordered, invented + other.invented);
    }
}
