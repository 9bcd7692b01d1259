package io.serval.core.internal.path;

import java.util.List;
import java.util.stream.Collectors;

/** One segment of a path template. */
public sealed interface PathSegment {
    /** The segment as a template writes it. */
    String text();

    /** The names of its parameters, from the left. */
    List<String> names();

    /**
     * Reads one segment: {@code orders}, {@code {id}}, {@code {id:[0-9]+}}, {@code post-{id}.json}, {@code {section?}},
     * {@code {slug...}}, {@code {path...?}}, {@code {...?}} or {@code {_}}.
     *
     * @throws PathTemplate.Malformed R10 if it is none of these
     */
    static PathSegment parse(String text) {
        return new SegmentParser(text).parse();
    }

    /** Fits the text and nothing else. */
    record Literal(String text) implements PathSegment {
        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /**
     * Fits a segment that consists of its parts, one after the other. Earlier values take as much as they can, and each
     * takes one character at least.
     */
    record Pattern(List<Part> parts) implements PathSegment {
        /** Copies the parts. */
        public Pattern {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            return parts.stream().map(Part::text).collect(Collectors.joining());
        }

        @Override
        public List<String> names() {
            return parts.stream()
                    .filter(Value.class::isInstance)
                    .map(part -> ((Value) part).name())
                    .toList();
        }

        /** How many of its characters are literal: the more there are, the more specific it is. */
        public int literalLength() {
            return parts.stream()
                    .mapToInt(part ->
                            part instanceof Text literal ? literal.text().length() : 0)
                    .sum();
        }
    }

    /** A part of a {@link Pattern}. */
    sealed interface Part {
        /** The part as a template writes it. */
        String text();
    }

    /** Fits the text and nothing else. */
    record Text(String text) implements Part {}

    /**
     * A parameter within a pattern.
     *
     * @param regex what its whole value fits, in RE2 syntax; empty if it may be anything
     */
    record Value(String name, String regex) implements Part {
        @Override
        public String text() {
            return regex.isEmpty() ? "{" + name + "}" : "{" + name + ":" + regex + "}";
        }
    }

    /** Fits any one segment. */
    record Parameter(String name) implements PathSegment {
        @Override
        public String text() {
            return "{" + name + "}";
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /** Fits any one segment and keeps nothing of it. */
    record Wildcard() implements PathSegment {
        @Override
        public String text() {
            return "{_}";
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /** Fits any one segment, or none. */
    record Optional(String name) implements PathSegment {
        @Override
        public String text() {
            return "{" + name + "?}";
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /**
     * Fits all segments up to the end.
     *
     * @param name empty if what it fits is not kept
     * @param orNone whether there may be none of them
     */
    record Rest(String name, boolean orNone) implements PathSegment {
        @Override
        public String text() {
            return "{" + name + (orNone ? "...?}" : "...}");
        }

        @Override
        public List<String> names() {
            return name.isEmpty() ? List.of() : List.of(name);
        }
    }
}
