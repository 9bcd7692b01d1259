package io.serval.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what clients have been told and have shown with what the database says. */
final class Comparison {
    private static final int MOST_EXAMPLES = 10;

    private final Truth truth;
    private final List<String> examples = new ArrayList<>();
    private Difference difference = Difference.NONE;
    private long restarts;
    private long shown;
    private long forgotten;
    private long repeated;
    private long written;
    private long broken;

    Comparison(Truth truth) {
        this.truth = truth;
    }

    /** Takes what a client has shown. */
    void shown(Shown stream) {
        int[] ids = stream.ids();
        int[] due = truth.ids(stream.target().topic());
        if (stream.left()) {
            due = Arrays.copyOf(due, (int) Math.min(stream.offset(), due.length));
        }
        Difference own = Difference.of(due, stream.begin(), ids);
        difference = difference.plus(own);
        restarts += stream.restarts();
        shown += ids.length;
        if (!own.equals(Difference.NONE) || stream.restarts() > 0) {
            example(stream.target().path() + ": " + own + ", " + stream.restarts() + " restarts, at '"
                    + stream.position() + "'");
        }
    }

    /** Takes the ids of the writes that were acknowledged. */
    void acknowledged(BitSet ids) {
        var inLog = new BitSet();
        for (int id : truth.written().toArray()) {
            if (inLog.get(id)) {
                repeated++;
                example("write " + id + " is in the log again");
            }
            inLog.set(id);
        }
        written = inLog.cardinality();
        var missing = (BitSet) ids.clone();
        missing.andNot(inLog);
        forgotten = missing.cardinality();
        missing.stream().forEach(id -> example("write " + id + " was acknowledged and is not in the log"));
    }

    /** Takes what no client can make sense of. */
    void broken(List<Throwable> causes) {
        broken = causes.size();
        causes.forEach(cause -> example(cause.toString()));
    }

    private void example(String text) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(text);
        }
    }

    /** How many events all have shown. */
    long shown() {
        return shown;
    }

    /** How many writes the log has. */
    long written() {
        return written;
    }

    /** How often each thing that must not happen did. */
    Map<String, Long> wrong() {
        var wrong = new LinkedHashMap<String, Long>();
        wrong.put("events lost", difference.lost());
        wrong.put("events doubled", difference.doubled());
        wrong.put("events out of order", difference.misordered());
        wrong.put("events that the log does not have", difference.invented());
        wrong.put("streams that had to begin anew", restarts);
        wrong.put("acknowledged writes that the log lacks", forgotten);
        wrong.put("writes that the log has twice", repeated);
        wrong.put("counters that differ from their events", truth.torn());
        wrong.put("answers that make no sense", broken);
        return wrong;
    }

    List<String> examples() {
        return examples;
    }
}
