package io.serval.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells, the first of which is the head. */
record Table(List<List<String>> lines) {
    /** For a terminal: columns as wide as they need to be. */
    String text() {
        int[] widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(column -> ("%-" + (widths[column] + 2) + "s").formatted(line.get(column)))
                        .collect(Collectors.joining())
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    String markdown() {
        String head = row(lines.getFirst());
        String rule = "| --- ".repeat(lines.getFirst().size()) + "|\n";
        return lines.stream().skip(1).map(Table::row).collect(Collectors.joining("", head + rule, ""));
    }

    private static String row(List<String> line) {
        return "| " + String.join(" | ", line) + " |\n";
    }
}
