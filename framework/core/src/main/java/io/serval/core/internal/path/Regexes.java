package io.serval.core.internal.path;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/** The regexes of path templates: RE2 syntax, matched in linear time. */
final class Regexes {
    private static final int LONGEST = 200;
    private static final int MOST_REPEATED = 2_000;

    private Regexes() {}

    /**
     * Checks a regex.
     *
     * @param segment what it stands in
     * @param offset where in the segment it begins
     * @throws PathTemplate.Malformed R10
     */
    static void check(String regex, String segment, int offset) {
        if (regex.isEmpty()) {
            throw new PathTemplate.Malformed(
                    "R10", "the regex in '" + segment + "' is empty", "Write one after the colon, or drop the colon.");
        }
        if (regex.length() > LONGEST) {
            throw new PathTemplate.Malformed(
                    "R10",
                    "the regex in '" + segment + "' has " + regex.length() + " characters, more than the " + LONGEST
                            + " that it may have",
                    "Match the segment roughly, and check the value in the route.");
        }
        if (Repetitions.writtenOut(regex) > MOST_REPEATED) {
            throw new PathTemplate.Malformed(
                    "R10",
                    "the regex in '" + segment + "' has more than " + MOST_REPEATED
                            + " characters when its repetitions are written out",
                    "Match the segment roughly, with + or *, and check the value in the route.");
        }
        try {
            requireNoNames(Pattern.compile(regex), segment);
            // As it is matched: a \Q without its \E would take in what follows.
            Pattern.compile("(" + regex + ")");
        } catch (PatternSyntaxException e) {
            throw new PathTemplate.Malformed(
                    "R10",
                    "the regex in '" + segment + "' is broken at character " + (offset + positionOf(e, regex) + 1)
                            + ": " + e.getDescription(),
                    "Write it in RE2 syntax, which has no look-around and no back references.");
        }
    }

    /** The regexes of a segment are matched as one, in which no two groups may have the same name. */
    private static void requireNoNames(Pattern regex, String segment) {
        if (!regex.namedGroups().isEmpty()) {
            throw new PathTemplate.Malformed(
                    "R10",
                    "the regex in '" + segment + "' names a group '"
                            + regex.namedGroups().keySet().iterator().next() + "'",
                    "Write (?: in its place, or make a parameter of it: {name:regex}.");
        }
    }

    /** Whether the regex of a parameter fits the empty text; a parameter without a regex does not. */
    static boolean fitsNothing(String regex) {
        return !regex.isEmpty() && Pattern.matches(regex, "");
    }

    /** The engine tells the fragment, and not where it is. */
    private static int positionOf(PatternSyntaxException e, String regex) {
        String fragment = e.getPattern();
        if (fragment != null && !fragment.isEmpty() && !fragment.equals(regex)) {
            return Math.max(0, regex.lastIndexOf(fragment));
        }
        return unclosed(regex);
    }

    private static int unclosed(String regex) {
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '\\' -> i++;
                case '(' -> open.push(i);
                case ')' -> {
                    if (open.isEmpty()) {
                        return i;
                    }
                    open.pop();
                }
                default -> {}
            }
        }
        return open.isEmpty() ? 0 : open.peek();
    }
}
