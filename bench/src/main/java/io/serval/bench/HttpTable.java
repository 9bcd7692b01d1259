package io.serval.bench;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as tables: a line for each server, a column for each scenario. */
record HttpTable(HttpResults results) {
    private static final String NOTE = "* less than Serval's default; - cannot do it";

    /** For a terminal of 120 columns. */
    String text() {
        return text("us of CPU", this::cpu) + NOTE + "\n\n" + text("requests/s", this::rate);
    }

    String markdown() {
        return markdown("µs of CPU", this::cpu) + "\n" + markdown("requests/s", this::rate);
    }

    private String text(String title, BiFunction<HttpScenario, HttpPeer, String> cell) {
        return lines(title, cell)
                .map(line -> line.stream()
                        .skip(1)
                        .map(text -> "%-17s".formatted(text))
                        .collect(Collectors.joining("", "%-16s".formatted(line.getFirst()), "\n")))
                .collect(Collectors.joining());
    }

    private String markdown(String title, BiFunction<HttpScenario, HttpPeer, String> cell) {
        return lines(title, cell)
                .map(line -> "| " + String.join(" | ", line) + " |\n"
                        + (line.getFirst().equals(title) ? "| --- ".repeat(line.size()) + "|\n" : ""))
                .collect(Collectors.joining());
    }

    private static Stream<List<String>> lines(String title, BiFunction<HttpScenario, HttpPeer, String> cell) {
        Stream<List<String>> head = Stream.of(line(title, scenario -> scenario.toString()));
        return Stream.concat(
                head,
                Stream.of(HttpPeer.values())
                        .map(peer -> line(peer.toString(), scenario -> cell.apply(scenario, peer))));
    }

    private static List<String> line(String first, Function<HttpScenario, String> cell) {
        return Stream.concat(Stream.of(first), Stream.of(HttpScenario.values()).map(cell))
                .toList();
    }

    private String cpu(HttpScenario scenario, HttpPeer peer) {
        return results.cell(scenario, peer)
                .map(cell -> "%s%s %s-%s"
                        .formatted(
                                micros(cell.cpuMicros()),
                                mark(scenario, peer, cell),
                                micros(cell.least()),
                                micros(cell.most())))
                .orElse("-");
    }

    private static String micros(double micros) {
        return (micros < 100 ? "%.1f" : "%,.0f").formatted(micros);
    }

    private String mark(HttpScenario scenario, HttpPeer peer, HttpResults.Cell cell) {
        boolean other = peer != HttpPeer.SERVAL && peer != HttpPeer.SERVAL_ON_LOOP;
        return other
                        && results.cell(scenario, HttpPeer.SERVAL)
                                .filter(own -> cell.cpuMicros() < own.cpuMicros())
                                .isPresent()
                ? "*"
                : "";
    }

    private String rate(HttpScenario scenario, HttpPeer peer) {
        return results.cell(scenario, peer)
                .map(cell -> "%,.0f".formatted(cell.perSecond())
                        + (cell.failed() == 0 ? "" : " (%,.0f failed)".formatted(cell.failed())))
                .orElse("-");
    }
}
