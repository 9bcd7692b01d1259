package io.serval.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bench found.
 *
 * @param name the bench
 * @param figures those of Serval that have a target
 * @param peers all others, those of peers and what else was measured, by name
 * @param versions of what took part
 * @param foreignCpu the share of the machine that others used right before or meanwhile, from 0 to 1
 */
record Report(
        String name, List<Figure> figures, Map<String, Double> peers, Map<String, String> versions, double foreignCpu) {
    private static final double BUSY = 0.2;

    boolean met() {
        return figures.stream().allMatch(Figure::met);
    }

    /** Prints the figures and writes them to {@code bench/target/<name>.json}; returns the status of the process. */
    int finish(boolean onlyReport) throws IOException {
        for (Figure figure : figures) {
            System.out.printf(
                    "%-46s %10.2f %-5s target %6.2f  %s%n",
                    figure.name(), figure.value(), figure.unit(), figure.target(), figure.met() ? "met" : "MISSED");
        }
        if (foreignCpu > BUSY) {
            System.out.printf(
                    "Others kept the machine %.0f %% busy; the figures are worse than they could be.%n",
                    foreignCpu * 100);
        }
        Path file = Path.of("bench", "target", name + ".json");
        Files.createDirectories(file.getParent());
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
        return met() || onlyReport ? 0 : 1;
    }
}
