package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.List;

/** Parses one segment of a path template. */
final class SegmentParser {
    private static final String FORMS = "A segment is a literal, {id}, {id:[0-9]+}, text with such parameters in it "
            + "(post-{id}.json), {id?}, {rest...}, {rest...?}, {...?} or {_}.";

    private final String text;

    SegmentParser(String text) {
        this.text = text;
    }

    /** Returns where the segment of a template that begins at the position ends: at a slash outside of braces. */
    static int endOfSegment(String template, int start) {
        int i = start;
        while (i < template.length() && template.charAt(i) != '/') {
            i = template.charAt(i) == '{' ? afterBrace(template, i) : i + 1;
        }
        return i;
    }

    PathSegment parse() {
        requireSegment();
        if (text.startsWith("{") && afterBrace(text, 0) == text.length() && text.endsWith("}")) {
            return whole(text.substring(1, text.length() - 1));
        }
        List<PathSegment.Part> parts = parts();
        if (parts.size() == 1 && parts.getFirst() instanceof PathSegment.Text(String literal)) {
            return new PathSegment.Literal(literal);
        }
        for (PathSegment.Part part : parts) {
            if (part instanceof PathSegment.Value value && Regexes.fitsNothing(value.regex())) {
                throw malformed(
                        "the regex of " + value.text() + " in '" + text + "' may fit no character at all",
                        "Beside other text a parameter takes one character at least: write + in place of *.");
            }
        }
        return new PathSegment.Pattern(parts);
    }

    private void requireSegment() {
        if (text.isEmpty()) {
            throw malformed("a segment is empty", "Write what stands between two slashes of the path.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw malformed("a segment has a control character", "Write a segment that an address can hold.");
        }
        if (text.equals(".") || text.equals("..")) {
            throw malformed(
                    "no request ever has the segment '" + text + "', as dots are resolved first",
                    "Choose another name.");
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            throw malformed(
                    "the segment '" + text + "' has a slash, at character " + (slash + 1),
                    "Each folder and each class stands for one segment: make a folder for each part. In a regex a slash "
                            + "can never fit.");
        }
    }

    /** What stands between braces that are the whole segment. */
    private PathSegment whole(String inner) {
        if (inner.equals("_")) {
            return new PathSegment.Wildcard();
        }
        if (inner.equals("...?")) {
            return new PathSegment.Rest("", true);
        }
        if (inner.contains(":")) {
            return new PathSegment.Pattern(List.of(value(inner, 1)));
        }
        if (inner.endsWith("...?")) {
            return new PathSegment.Rest(name(inner.substring(0, inner.length() - 4)), true);
        }
        if (inner.endsWith("...")) {
            return new PathSegment.Rest(name(inner.substring(0, inner.length() - 3)), false);
        }
        if (inner.endsWith("?")) {
            return new PathSegment.Optional(name(inner.substring(0, inner.length() - 1)));
        }
        return new PathSegment.Parameter(name(inner));
    }

    private List<PathSegment.Part> parts() {
        var parts = new ArrayList<PathSegment.Part>();
        int i = 0;
        while (i < text.length()) {
            int end;
            if (text.charAt(i) == '{') {
                end = afterBrace(text, i);
                if (text.charAt(end - 1) != '}' || end == i + 1) {
                    throw malformed(
                            "the brace at character " + (i + 1) + " of '" + text + "' is not closed",
                            "Close it. " + FORMS);
                }
                parts.add(value(text.substring(i + 1, end - 1), i + 1));
            } else {
                int brace = text.indexOf('{', i);
                end = brace < 0 ? text.length() : brace;
                int closing = text.indexOf('}', i);
                if (closing >= 0 && closing < end) {
                    throw malformed(
                            "the brace at character " + (closing + 1) + " of '" + text + "' closes nothing", FORMS);
                }
                parts.add(new PathSegment.Text(text.substring(i, end)));
            }
            i = end;
        }
        return parts;
    }

    /** A parameter within a segment; the offset is where its text begins. */
    private PathSegment.Value value(String inner, int offset) {
        int colon = inner.indexOf(':');
        if (colon < 0) {
            return new PathSegment.Value(name(inner), "");
        }
        String regex = inner.substring(colon + 1);
        Regexes.check(regex, text, offset + colon + 1);
        return new PathSegment.Value(name(inner.substring(0, colon)), regex);
    }

    private String name(String name) {
        if (!Identifiers.isName(name)) {
            throw malformed(
                    "'" + name + "' in the segment '" + text + "' is not the name of a parameter",
                    "A parameter's name is one that a method parameter can have. " + FORMS);
        }
        return name;
    }

    /** Returns the position after the brace that closes the one at the position, or the text's end. */
    private static int afterBrace(String text, int open) {
        int depth = 0;
        boolean inClass = false;
        for (int i = open; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '[' -> {
                    if (!inClass) {
                        inClass = true;
                        // A bracket right at the start of a class stands for itself.
                        i += text.startsWith("^]", i + 1) ? 2 : text.startsWith("]", i + 1) ? 1 : 0;
                    }
                }
                case ']' -> inClass = false;
                case '{' -> depth += inClass ? 0 : 1;
                case '}' -> {
                    depth -= inClass ? 0 : 1;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return text.length();
    }

    private static PathTemplate.Malformed malformed(String what, String hint) {
        return new PathTemplate.Malformed("R10", what, hint);
    }
}
