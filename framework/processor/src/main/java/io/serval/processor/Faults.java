package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/** Gathers the faults of one class, so that all of them are reported and not only the first. */
final class Faults {
    private final List<Fault> all = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();

    void add(Rule rule, Element at, String what, String expected, String hint) {
        all.add(new Fault(rule, at, what, expected, hint));
    }

    /** Adds what is worth a look and keeps nothing from being bound. */
    void warn(Rule rule, Element at, String what, String expected, String hint) {
        warnings.add(new Fault(rule, at, what, expected, hint));
    }

    List<Fault> warnings() {
        return List.copyOf(warnings);
    }

    List<Fault> all() {
        return List.copyOf(all);
    }

    boolean none() {
        return all.isEmpty();
    }
}
