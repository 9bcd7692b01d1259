package io.serval.processor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An expression of a generated source, laid out on one line if it fits, else with its arguments on a line each. */
sealed interface Code {
    /** The longest line of a member, which starts four columns into the source. */
    int WIDTH = 116;

    /** How much deeper the statements of a method start. */
    String INDENT = " ".repeat(4);

    /** How much deeper a continued line starts. */
    String CONTINUED = " ".repeat(8);

    /** The expression on one line. */
    String flat();

    /** Whether one line can hold it at all. */
    boolean fitsOneLine();

    /** The expression over several lines, the first of which starts somewhere behind the margin. */
    String broken(String margin);

    /** Lays the expression out behind the text that comes before it on its line, and before the text that ends it. */
    default String layOut(String margin, String before, String after) {
        String line = margin + before + flat() + after;
        return fitsOneLine() && line.length() <= WIDTH ? line : margin + before + broken(margin) + after;
    }

    /** Something that is never broken. */
    record Word(String flat) implements Code {
        @Override
        public boolean fitsOneLine() {
            return true;
        }

        @Override
        public String broken(String margin) {
            return flat;
        }
    }

    /** A call: what comes before the parenthesis, and the arguments. */
    record Call(String callee, List<Code> arguments) implements Code {
        @Override
        public String flat() {
            return arguments.stream().map(Code::flat).collect(Collectors.joining(", ", callee + "(", ")"));
        }

        @Override
        public boolean fitsOneLine() {
            return arguments.stream().allMatch(Code::fitsOneLine);
        }

        @Override
        public String broken(String margin) {
            if (arguments.isEmpty()) {
                return callee + "()";
            }
            if (arguments.getLast() instanceof Lambda lambda && lambda.isBlock()) {
                String head = arguments.stream()
                        .limit(arguments.size() - 1)
                        .map(argument -> argument.flat() + ", ")
                        .collect(Collectors.joining("", callee + "(", ""));
                if (margin.length() + head.length() + lambda.parameters().length() + 5 <= WIDTH) {
                    return head + lambda.broken(margin) + ")";
                }
            }
            var text = new StringBuilder(callee + "(");
            for (int i = 0; i < arguments.size(); i++) {
                String after = i < arguments.size() - 1 ? "," : ")";
                text.append("\n").append(arguments.get(i).layOut(margin + CONTINUED, "", after));
            }
            return text.toString();
        }
    }

    /** A function: the names of its parameters, and what it does. */
    record Lambda(String parameters, List<Code> statements) implements Code {
        boolean isBlock() {
            return statements.size() > 1;
        }

        @Override
        public String flat() {
            return parameters + " -> " + statements.getFirst().flat();
        }

        @Override
        public boolean fitsOneLine() {
            return !isBlock() && statements.getFirst().fitsOneLine();
        }

        @Override
        public String broken(String margin) {
            return isBlock()
                    ? statements.stream()
                            .map(statement -> statement.layOut(margin + INDENT, "", ";\n"))
                            .collect(Collectors.joining("", parameters + " -> {\n", margin + "}"))
                    : parameters + " -> " + statements.getFirst().broken(margin);
        }
    }

    /** A string: a text block if it has several lines. */
    record Text(String value) implements Code {
        @Override
        public String flat() {
            return "\"" + escaped(value) + "\"";
        }

        @Override
        public boolean fitsOneLine() {
            return !fitsBlock(value);
        }

        @Override
        public String broken(String margin) {
            if (fitsOneLine()) {
                return flat();
            }
            // A quotation mark at the end would run into those that close the block.
            boolean quoted = value.endsWith("\"");
            String text =
                    blockEscaped(quoted ? value.substring(0, value.length() - 1) : value) + (quoted ? "\\\"" : "");
            return text.lines()
                    .map(line -> line.isEmpty() ? "" : margin + line)
                    .collect(Collectors.joining("\n", "\"\"\"\n", "\"\"\""));
        }

        private static String escaped(String text) {
            var escaped = new StringBuilder();
            text.chars()
                    .forEach(c -> escaped.append(
                            switch (c) {
                                case '\\' -> "\\\\";
                                case '"' -> "\\\"";
                                case '\t' -> "\\t";
                                case '\n' -> "\\n";
                                case '\r' -> "\\r";
                                default -> c < ' ' ? "\\%03o".formatted(c) : String.valueOf((char) c);
                            }));
            return escaped.toString();
        }

        /** A text block keeps neither blanks at the ends of lines nor other ends of lines than its own. */
        private static boolean fitsBlock(String text) {
            return text.contains("\n")
                    && text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t')
                    && !text.endsWith("\n")
                    && text.lines().noneMatch(line -> line.endsWith(" ") || line.endsWith("\t"));
        }

        private static String blockEscaped(String text) {
            return text.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"").replace("\t", "\\t");
        }
    }

    /** Something that is never broken. */
    static Code word(String text) {
        return new Word(text);
    }

    /** A string. */
    static Code text(String value) {
        return new Text(value);
    }

    /** A call. */
    static Code call(String callee, Code... arguments) {
        return new Call(callee, List.of(arguments));
    }

    /** A call. */
    static Code call(String callee, Stream<Code> arguments) {
        return new Call(callee, arguments.toList());
    }
}
