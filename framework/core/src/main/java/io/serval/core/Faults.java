package io.serval.core;

import io.serval.core.internal.json.JsonFaults;
import java.util.ArrayList;
import java.util.List;

/** The faults of one request's input. It lists a bounded number, as an answer should not grow with what a client sends. */
final class Faults {
    private final List<Problem.Fault> found = new ArrayList<>();

    void add(Problem.Fault fault) {
        if (found.size() < JsonFaults.MOST) {
            found.add(fault);
        }
    }

    void check() {
        if (!found.isEmpty()) {
            throw new ProblemException(Problem.faults(found));
        }
    }
}
