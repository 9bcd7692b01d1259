package io.serval.core.internal.path;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the name of a package or of a class of the tree as the segment that it stands for. */
public final class SegmentName {
    /** Where a capital starts a word. */
    public static final Pattern HUMP =
            Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final Pattern UNDERSCORES = Pattern.compile("__?");

    private SegmentName() {}

    /**
     * Returns the segment. An {@code index} stands for none, which is for the caller to know.
     *
     * @param name a Java identifier
     * @throws PathTemplate.Malformed R10 if the name stands for no segment
     */
    public static PathSegment parse(String name) {
        if (!name.contains("$")) {
            return new PathSegment.Literal(literal(name));
        }
        if (name.equals("$_")) {
            return new PathSegment.Wildcard();
        }
        if (name.equals("$$")) {
            return new PathSegment.Rest("", true);
        }
        if (!name.startsWith("$")) {
            throw malformed(
                    "'" + name + "' has a dollar sign in the middle",
                    "A name is either a literal or a parameter: drop the dollar sign, put it first, or write the "
                            + "segment with @Segment.");
        }
        boolean rest = name.startsWith("$$");
        boolean orNone = name.endsWith("$") && name.length() > (rest ? 3 : 2);
        String parameter = parameter(name, name.substring(rest ? 2 : 1, name.length() - (orNone ? 1 : 0)));
        if (rest) {
            return new PathSegment.Rest(parameter, orNone);
        }
        return orNone ? new PathSegment.Optional(parameter) : new PathSegment.Parameter(parameter);
    }

    private static String parameter(String name, String parameter) {
        if (parameter.isEmpty() || parameter.equals("$")) {
            throw malformed(
                    "'" + name + "' has no parameter name",
                    "Write a name after the dollar sign: $id, $id$, $$rest or $$rest$.");
        }
        if (parameter.contains("$") || !Identifiers.isName(parameter)) {
            throw malformed(
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

    private static PathTemplate.Malformed malformed(String what, String hint) {
        return new PathTemplate.Malformed("R10", what, hint);
    }
}
