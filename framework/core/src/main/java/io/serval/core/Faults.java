package io.serval.core;

import java.util.ArrayList;
import java.util.List;

/** The faults of one request's input. It lists a bounded number, as an answer should not grow with what a client sends. */
final class Faults {
    static final int MOST = 100;

    private final List<Problem.Fault> found = new ArrayList<>();

    void add(Problem.Fault fault) {
        if (found.size() < MOST) {
            found.add(fault);
        }
    }

    void check() {
        if (!found.isEmpty()) {
            throw new ProblemException(Problem.faults(found));
        }
    }
}
