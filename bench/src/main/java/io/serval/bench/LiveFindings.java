package io.serval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the parts of the bench {@code live} find. */
final class LiveFindings {
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Double> others = new TreeMap<>();

    void figure(String name, double value, String unit, double target) {
        figures.add(Figure.atMost(name, value, unit, target));
    }

    void other(String name, double value) {
        others.put(name, value);
    }

    List<Figure> figures() {
        return figures;
    }

    Map<String, Double> others() {
        return others;
    }
}
