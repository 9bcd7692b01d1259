package io.serval.bench;

import java.util.stream.DoubleStream;

/** What several rounds come to. */
record Median(double value, double least, double most) {
    /** Throws if there are no figures. */
    static Median of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int middle = sorted.length / 2;
        double value = sorted.length % 2 == 1
                ? sorted[middle]
                : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
        return new Median(value, sorted[0], sorted[sorted.length - 1]);
    }
}
