package io.serval.bench;

/**
 * Something that has a target.
 *
 * @param name what was measured
 * @param value the figure
 * @param target what the figure may be at most or has to be below, or at least
 */
record Figure(String name, double value, String unit, double target, boolean met) {
    static Figure below(String name, double value, String unit, double target) {
        return new Figure(name, value, unit, target, target == 0 ? value <= 0 : value < target);
    }

    static Figure atLeast(String name, double value, String unit, double target) {
        return new Figure(name, value, unit, target, value >= target);
    }

    static Figure atMost(String name, double value, String unit, double target) {
        return new Figure(name, value, unit, target, value <= target);
    }
}
