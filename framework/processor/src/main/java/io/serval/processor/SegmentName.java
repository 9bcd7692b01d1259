package io.serval.processor;

import java.util.Locale;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Reads the name of a package or of a class of the tree as the segment that it stands for. */
final class SegmentName {
    /** Where a capital starts a word. */
    static final Pattern HUMP = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final Pattern UNDERSCORES = Pattern.compile("__?");

    private SegmentName() {}

    /**
     * Returns the segment.
     *
     * @throws NotASegment if the name stands for none
     */
    static Segment parse(String name) throws NotASegment {
        if (!name.contains("$")) {
            return new Segment.Literal(literal(name));
        }
        if (name.equals("$") || name.equals("$$") || name.equals("$_")) {
            throw new NotASegment(
                    "'" + name + "' has no parameter name", "Write a name after the dollar sign, as in $id or $$rest.");
        }
        if (name.endsWith("$")) {
            throw new NotASegment(
                    "'" + name + "' asks for an optional segment, which routes cannot have yet",
                    "Drop the dollar sign at the end and add a route for the path without the segment.");
        }
        if (name.startsWith("$$")) {
            return new Segment.Rest(parameter(name, name.substring(2)));
        }
        if (name.startsWith("$")) {
            return new Segment.Parameter(parameter(name, name.substring(1)));
        }
        throw new NotASegment(
                "'" + name + "' has a dollar sign in the middle",
                "A segment is either a literal or a parameter: drop the dollar sign, or put it first.");
    }

    private static String parameter(String name, String parameter) throws NotASegment {
        if (parameter.contains("$") || !SourceVersion.isName(parameter)) {
            throw new NotASegment(
                    "'" + parameter + "' in '" + name + "' cannot be the name of a method parameter",
                    "Choose a name that a method parameter can have, as the route's methods take it by that name.");
        }
        return parameter;
    }

    private static String literal(String name) {
        String words = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
        String hyphenated =
                UNDERSCORES.matcher(words).replaceAll(found -> found.group().length() == 2 ? "_" : "-");
        return HUMP.matcher(hyphenated).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
