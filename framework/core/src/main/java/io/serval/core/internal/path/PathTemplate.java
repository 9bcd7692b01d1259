package io.serval.core.internal.path;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The path of a route, or of a folder: {@code /orders/{id}/events}. Each name occurs in it once, and nothing follows a
 * rest.
 */
public record PathTemplate(List<PathSegment> segments) {
    /** A text is no path template; says what is wrong with it, under the number of a rule. */
    public static final class Malformed extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1;

        private final String rule;
        private final String what;
        private final String hint;

        Malformed(String rule, String what, String hint) {
            super(what + ". " + hint);
            this.rule = rule;
            this.what = what;
            this.hint = hint;
        }

        /** R04 for a name that occurs twice, R05 for what follows a rest, R10 for all else. */
        public String rule() {
            return rule;
        }

        /** What is wrong: a clause without a full stop. */
        public String what() {
            return what;
        }

        /** What to do about it: a sentence. */
        public String hint() {
            return hint;
        }
    }

    /**
     * Copies the segments.
     *
     * @throws Malformed R04 or R05
     */
    public PathTemplate {
        segments = List.copyOf(segments);
        requireNamesOnce(segments);
        requireRestLast(segments);
    }

    /**
     * Reads a template as {@link #text} writes it.
     *
     * @throws Malformed if it is none
     */
    public static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw new Malformed("R10", "the path '" + text + "' does not begin with a slash", "Put one before it.");
        }
        var segments = new ArrayList<PathSegment>();
        if (text.length() > 1) {
            int start = 1;
            while (start <= text.length()) {
                int end = SegmentParser.endOfSegment(text, start);
                segments.add(PathSegment.parse(text.substring(start, end)));
                start = end + 1;
            }
        }
        return new PathTemplate(segments);
    }

    /** The template as binders write it: {@code /files/{id}/{path...}}. */
    public String text() {
        return textOf(segments);
    }

    /** The names of its parameters, from the left. */
    public List<String> names() {
        return segments.stream().flatMap(segment -> segment.names().stream()).toList();
    }

    /**
     * The template with and without each of its optional segments, from the longest to the shortest; none of these has
     * an optional segment.
     */
    public List<PathTemplate> variants() {
        List<List<PathSegment>> variants = List.of(List.of());
        for (PathSegment segment : segments) {
            var longer = new ArrayList<List<PathSegment>>();
            if (segment instanceof PathSegment.Optional(String name)) {
                variants.forEach(variant -> longer.add(and(variant, new PathSegment.Parameter(name))));
                longer.addAll(variants);
            } else {
                variants.forEach(variant -> longer.add(and(variant, segment)));
            }
            variants = longer;
        }
        return variants.stream().map(PathTemplate::new).toList();
    }

    /** Whether this is the template of a folder that the route lies in. */
    public boolean holds(PathTemplate route) {
        return segments.size() <= route.segments.size()
                && route.segments.subList(0, segments.size()).equals(segments);
    }

    /** Whether this is the template of a folder without parameters that the path lies in. */
    public boolean holdsLiterally(List<String> path, boolean ignoreCase) {
        if (segments.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!(segments.get(i) instanceof PathSegment.Literal(String text))
                    || !(ignoreCase ? text.equalsIgnoreCase(path.get(i)) : text.equals(path.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** The template with its literals, those in patterns too, in lower case. */
    public PathTemplate inLowerCase() {
        return new PathTemplate(segments.stream()
                .map(segment -> switch (segment) {
                    case PathSegment.Literal(String text) -> new PathSegment.Literal(text.toLowerCase(Locale.ROOT));
                    case PathSegment.Pattern(List<PathSegment.Part> parts) ->
                        new PathSegment.Pattern(parts.stream()
                                .map(part -> part instanceof PathSegment.Text(String text)
                                        ? new PathSegment.Text(text.toLowerCase(Locale.ROOT))
                                        : part)
                                .toList());
                    default -> segment;
                })
                .toList());
    }

    @Override
    public String toString() {
        return text();
    }

    private static List<PathSegment> and(List<PathSegment> before, PathSegment segment) {
        var longer = new ArrayList<>(before);
        longer.add(segment);
        return longer;
    }

    private static void requireNamesOnce(List<PathSegment> segments) {
        var names = new HashSet<String>();
        for (PathSegment segment : segments) {
            for (String name : segment.names()) {
                if (!names.add(name)) {
                    throw new Malformed(
                            "R04",
                            "the path " + textOf(segments) + " has two parameters called '" + name + "'",
                            "Rename one of the two, and the methods' parameter with it.");
                }
            }
        }
    }

    private static void requireRestLast(List<PathSegment> segments) {
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i) instanceof PathSegment.Rest rest) {
                throw new Malformed(
                        "R05",
                        "in the path " + textOf(segments) + " segments follow " + rest.text()
                                + ", which takes all that is left",
                        "Move what follows it before it, or use a parameter for one segment ($name) there.");
            }
        }
    }

    private static String textOf(List<PathSegment> segments) {
        return segments.stream().map(PathSegment::text).collect(Collectors.joining("/", "/", ""));
    }
}
