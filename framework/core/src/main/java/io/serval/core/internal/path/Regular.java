package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.List;

/** A regular expression as a value, for questions about what it fits. */
sealed interface Regular {
    /** Stands for "as often as you like" in a {@link Repeat}. */
    int FOREVER = -1;

    /** Fits one of the characters. */
    record One(CharSet of) implements Regular {}

    /** Fits its parts, one after the other. */
    record Sequence(List<Regular> parts) implements Regular {
        static final Sequence EMPTY = new Sequence(List.of());
    }

    /** Fits what one of them fits. */
    record Choice(List<Regular> of) implements Regular {}

    /** Fits it from min to max times, both included. */
    record Repeat(Regular of, int min, int max) implements Regular {}

    /**
     * A first character, and what follows it.
     *
     * @param size how many expressions what follows consists of
     */
    record Step(CharSet first, Regular then, int size) {
        Step(CharSet first, Regular then) {
            this(first, then, then.size());
        }
    }

    static Regular text(String text) {
        return new Sequence(text.codePoints()
                .<Regular>mapToObj(c -> new One(CharSet.of(c, c)))
                .toList());
    }

    /** How many expressions it consists of, itself included: what it costs to compare it with another. */
    default int size() {
        return switch (this) {
            case One(CharSet of) -> 1 + of.ranges().size();
            case Sequence(List<Regular> parts) -> sizeOf(parts);
            case Choice(List<Regular> of) -> sizeOf(of);
            case Repeat(Regular of, int min, int max) -> 1 + of.size();
        };
    }

    /** Whether it fits the empty text. */
    default boolean fitsNothing() {
        return switch (this) {
            case One one -> false;
            case Sequence(List<Regular> parts) -> parts.stream().allMatch(Regular::fitsNothing);
            case Choice(List<Regular> of) -> of.stream().anyMatch(Regular::fitsNothing);
            case Repeat(Regular of, int min, int max) -> min == 0 || of.fitsNothing();
        };
    }

    /**
     * What it fits that is not empty, by first characters: the partial derivatives of V. Antimirov (1996). There are no
     * more of them than characters in the expression, counting repetitions.
     */
    default List<Step> steps() {
        var steps = new ArrayList<Step>();
        switch (this) {
            case One(CharSet of) -> steps.add(new Step(of, Sequence.EMPTY));
            case Sequence(List<Regular> parts) -> {
                for (int i = 0; i < parts.size(); i++) {
                    List<Regular> after = parts.subList(i + 1, parts.size());
                    for (Step step : parts.get(i).steps()) {
                        steps.add(new Step(step.first(), followed(step.then(), after)));
                    }
                    if (!parts.get(i).fitsNothing()) {
                        break;
                    }
                }
            }
            case Choice(List<Regular> of) -> of.forEach(one -> steps.addAll(one.steps()));
            case Repeat(Regular of, int min, int max) -> {
                if (max != 0) {
                    var again = new Repeat(of, Math.max(0, min - 1), max == FOREVER ? FOREVER : max - 1);
                    List<Regular> after = again.max() == 0 ? List.of() : List.of(again);
                    for (Step step : of.steps()) {
                        steps.add(new Step(step.first(), followed(step.then(), after)));
                    }
                }
            }
        }
        return steps;
    }

    private static int sizeOf(List<Regular> parts) {
        return 1 + parts.stream().mapToInt(Regular::size).sum();
    }

    private static Regular followed(Regular first, List<Regular> after) {
        var parts = new ArrayList<Regular>();
        if (first instanceof Sequence(List<Regular> inner)) {
            parts.addAll(inner);
        } else {
            parts.add(first);
        }
        parts.addAll(after);
        return new Sequence(List.copyOf(parts));
    }
}
