package io.serval.core;

import io.serval.core.internal.json.JsonFaults;
import java.util.ArrayList;
import java.util.List;

/** The faults of one request's input. It lists a bounded number, as an answer should not grow with what a client sends. */
final class Faults {
    private static final String PATH = "/path/";

    private final List<Problem.Fault> found = new ArrayList<>();

    void add(Problem.Fault fault) {
        if (found.size() < JsonFaults.MOST) {
            found.add(fault);
        }
    }

    void check() {
        // What a constraint refuses in the path names nothing, as what cannot be read there does.
        for (Problem.Fault fault : found) {
            if (fault.pointer().startsWith(PATH)) {
                throw new ProblemException(Problem.of(
                        404,
                        "There is nothing at this address: '" + fault.pointer().substring(PATH.length()) + "' "
                                + fault.detail()));
            }
        }
        if (!found.isEmpty()) {
            throw new ProblemException(Problem.faults(found));
        }
    }
}
