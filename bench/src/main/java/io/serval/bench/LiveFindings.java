package io.serval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the parts of the bench {@code live} find. */
final class LiveFindings {
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Double> others = new TreeMap<>();
    private final Map<String, String> versions = new TreeMap<>(BenchProcess.versions());

    LiveFindings() {
        versions.put("heap", String.join(" ", Live.HEAP));
    }

    void atMost(String name, double value, String unit, double target) {
        figures.add(Figure.atMost(name, value, unit, target));
    }

    void below(String name, double value, String unit, double target) {
        figures.add(Figure.below(name, value, unit, target));
    }

    /** Takes what has no target, and prints it. */
    void other(String name, double value) {
        others.put(name, value);
        System.out.printf("  %-52s %10.2f%n", name, value);
    }

    void version(String name, String version) {
        versions.put(name, version);
    }

    Report report(double foreignCpu) {
        return new Report("live", figures, others, versions, foreignCpu);
    }
}
