package io.serval.bench;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results as tables: a line for each server, a column for each scenario. */
record HttpTable(HttpResults results) {
    private static final String NOTE = "* less than Serval's default; - cannot do it";

    String text() {
        return cpu().text() + NOTE + "\n\n" + rate().text();
    }

    String markdown() {
        return cpu().markdown() + "\n" + rate().markdown();
    }

    private Table cpu() {
        return table("us of CPU", this::cpu);
    }

    private Table rate() {
        return table("requests/s", this::rate);
    }

    private static Table table(String title, BiFunction<HttpScenario, HttpPeer, String> cell) {
        Stream<List<String>> head = Stream.of(line(title, scenario -> scenario.toString()));
        return new Table(Stream.concat(
                        head,
                        Stream.of(HttpPeer.values())
                                .map(peer -> line(peer.toString(), scenario -> cell.apply(scenario, peer))))
                .toList());
    }

    private static List<String> line(String first, Function<HttpScenario, String> cell) {
        return Stream.concat(Stream.of(first), Stream.of(HttpScenario.values()).map(cell))
                .toList();
    }

    private String cpu(HttpScenario scenario, HttpPeer peer) {
        return results.cell(scenario, peer)
                .map(cell -> "%s%s %s-%s"
                        .formatted(
                                micros(cell.cpuMicros().value()),
                                mark(scenario, peer, cell),
                                micros(cell.cpuMicros().least()),
                                micros(cell.cpuMicros().most())))
                .orElse("-");
    }

    private static String micros(double micros) {
        return (micros < 100 ? "%.1f" : "%,.0f").formatted(micros);
    }

    private String mark(HttpScenario scenario, HttpPeer peer, HttpResults.Cell cell) {
        boolean other = peer != HttpPeer.SERVAL && peer != HttpPeer.SERVAL_ON_LOOP;
        return other
                        && results.cell(scenario, HttpPeer.SERVAL)
                                .filter(own -> cell.cpuMicros().value()
                                        < own.cpuMicros().value())
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
