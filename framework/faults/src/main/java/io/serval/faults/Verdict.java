package io.serval.faults;

import java.util.List;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param strikes how often each fault has struck, by what it is called
 * @param kills of processes
 * @param volume how much was written and watched meanwhile
 * @param wrong how often each thing that must not happen did, zeros included, by what it is called
 * @param examples of what was wrong, for who looks for the cause
 */
public record Verdict(
        Map<String, Integer> strikes, int kills, Volume volume, Map<String, Long> wrong, List<String> examples) {
    /**
     * How much was written and watched.
     *
     * @param streams that were watched
     * @param connections that clients have made, the first ones included
     * @param attempts to write
     * @param acknowledged of them, by an answer
     * @param written of them, by the log
     * @param shown events, by all streams together
     */
    public record Volume(int streams, long connections, long attempts, long acknowledged, long written, long shown) {}

    /** Whether nothing was lost, doubled, out of order, or otherwise wrong. */
    public boolean kept() {
        return wrong.values().stream().allMatch(times -> times == 0);
    }
}
