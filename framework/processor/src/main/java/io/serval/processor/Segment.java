package io.serval.processor;

/** One segment of a path template. */
sealed interface Segment {
    /** The segment as a template writes it. */
    String template();

    /** Fits the text and nothing else. */
    record Literal(String text) implements Segment {
        @Override
        public String template() {
            return text;
        }
    }

    /** Fits any one segment. */
    record Parameter(String name) implements Segment {
        @Override
        public String template() {
            return "{" + name + "}";
        }
    }

    /** Fits one or more segments up to the end. */
    record Rest(String name) implements Segment {
        @Override
        public String template() {
            return "{" + name + "...}";
        }
    }
}
