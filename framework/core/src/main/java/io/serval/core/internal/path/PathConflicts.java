package io.serval.core.internal.path;

import io.serval.core.Verb;
import java.util.List;
import java.util.Set;

/** Finds routes that cannot live beside each other. */
public final class PathConflicts {
    /**
     * What answers at a path.
     *
     * @param verbs the verbs that it answers; {@code ANY} stands for itself only
     * @param source tells it apart from the others: the binary name of its class
     */
    public record Entry(PathTemplate template, Set<Verb> verbs, String source) {
        /** Copies the verbs. */
        public Entry {
            verbs = Set.copyOf(verbs);
        }
    }

    /**
     * Two entries that cannot live beside each other, or an entry that cannot live with itself: then both sources are
     * the same.
     *
     * @param rule R01, R02 or R03
     * @param source the source of the later entry
     * @param other the source of the earlier entry
     * @param verb the verb that both answer, or the first one of the source if they share none
     * @param what what is wrong: a sentence that does not name the sources
     * @param expected what was expected: a clause
     * @param hint what to do: a sentence
     */
    public record Conflict(
            String rule, String source, String other, Verb verb, String what, String expected, String hint) {}

    private PathConflicts() {}

    /** Returns all conflicts, in the order of the entries. */
    public static List<Conflict> find(List<Entry> entries) {
        return new ConflictSearch(entries, true).find();
    }

    /** Returns the conflicts of names (R03) alone, which takes no comparison of regexes. */
    public static List<Conflict> findNames(List<Entry> entries) {
        return new ConflictSearch(entries, false)
                .find().stream()
                        .filter(conflict -> conflict.rule().equals("R03"))
                        .toList();
    }
}
