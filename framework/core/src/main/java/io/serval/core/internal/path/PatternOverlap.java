package io.serval.core.internal.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * Whether two patterns fit a segment in common. The search goes through pairs of what is left of both after the same
 * characters; it is exact, as each pair stands for two regular expressions, and it ends, as there are finitely many.
 */
sealed interface PatternOverlap {
    /** No segment fits both. */
    record None() implements PatternOverlap {}

    /** The example fits both. */
    record Found(String example) implements PatternOverlap {}

    /** It cannot be told, for the reason: a clause. */
    record Unknown(String reason) implements PatternOverlap {}

    /** The steps of work that a compilation should wait for: some tenths of a second. */
    int MOST_WORK = 300_000;

    static PatternOverlap between(PathSegment.Pattern one, PathSegment.Pattern other) {
        try {
            return search(regular(one), regular(other));
        } catch (RegularParser.Unsupported e) {
            return new Unknown("regexes with " + e.getMessage() + " cannot be compared");
        }
    }

    private static Regular regular(PathSegment.Pattern pattern) throws RegularParser.Unsupported {
        var parts = new ArrayList<Regular>();
        for (PathSegment.Part part : pattern.parts()) {
            parts.add(
                    switch (part) {
                        case PathSegment.Text(String text) -> Regular.text(text);
                        case PathSegment.Value(String name, String regex)
                        when regex.isEmpty() -> new Regular.Repeat(new Regular.One(CharSet.ALL), 1, Regular.FOREVER);
                        case PathSegment.Value(String name, String regex) -> RegularParser.parse(regex);
                    });
        }
        return new Regular.Sequence(List.copyOf(parts));
    }

    private static PatternOverlap search(Regular one, Regular other) {
        record Pair(Regular one, Regular other) {}
        record Reached(Pair pair, String text) {}
        var known = new HashSet<Pair>();
        var open = new ArrayDeque<Reached>();
        var steps = new HashMap<Regular, List<Regular.Step>>();
        long work = 0;
        open.add(new Reached(new Pair(one, other), ""));
        while (!open.isEmpty()) {
            Reached reached = open.remove();
            // A segment is never empty.
            if (!reached.text().isEmpty()
                    && reached.pair().one().fitsNothing()
                    && reached.pair().other().fitsNothing()) {
                return new Found(reached.text());
            }
            for (Regular.Step a : steps.computeIfAbsent(reached.pair().one(), Regular::steps)) {
                for (Regular.Step b : steps.computeIfAbsent(reached.pair().other(), Regular::steps)) {
                    work += a.size()
                            + b.size()
                            + (long) a.first().ranges().size()
                                    * b.first().ranges().size();
                    if (work > MOST_WORK) {
                        return new Unknown("the regexes are too long to be compared");
                    }
                    CharSet common = a.first().and(b.first());
                    var pair = new Pair(a.then(), b.then());
                    if (!common.isEmpty() && known.add(pair)) {
                        open.add(new Reached(pair, reached.text() + Character.toString(common.example())));
                    }
                }
            }
        }
        return new None();
    }
}
