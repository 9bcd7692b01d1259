package io.serval.core.internal.link;

import io.serval.core.StartupException;
import io.serval.core.internal.path.PathConflicts;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that keeps an application from starting.
 *
 * @param rule its number, R01 for one; empty if it has none
 * @param message what is wrong, what was expected and what to do
 * @param places the files concerned, with lines if they are known: {@code shop/routes/users.java:12}
 */
record StartFault(String rule, String message, List<String> places) {
    StartFault {
        places = List.copyOf(places);
    }

    static StartFault of(PathConflicts.Conflict conflict, List<String> places) {
        return new StartFault(
                conflict.rule(),
                conflict.what() + " Expected " + conflict.expected() + ". " + conflict.hint(),
                places.stream().distinct().toList());
    }

    /** Throws all of them in one exception, a paragraph each; does nothing if there are none. */
    static void check(List<StartFault> faults) {
        if (!faults.isEmpty()) {
            throw new StartupException(faults.stream().map(StartFault::text).collect(Collectors.joining("\n\n")));
        }
    }

    /** A line for the message, and one for each place, as an editor makes links of them. */
    String text() {
        return (rule.isEmpty() ? "" : "[" + rule + "] ")
                + message
                + places.stream().map(place -> "\n    " + place).collect(Collectors.joining());
    }
}
