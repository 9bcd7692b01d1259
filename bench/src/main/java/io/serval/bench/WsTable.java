package io.serval.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as tables, of what was measured. */
record WsTable(WsResults results) {
    /** Prints the tables, and writes them as Markdown to {@code bench/target/ws.md}. */
    void print() throws IOException {
        List<Table> tables = tables();
        tables.forEach(table -> System.out.println(table.text()));
        Files.writeString(
                Path.of("bench", "target", "ws.md"),
                tables.stream().map(Table::markdown).collect(Collectors.joining("\n")));
    }

    private List<Table> tables() {
        var tables = new ArrayList<Table>();
        if (!results.idle().isEmpty()) {
            tables.add(idle());
        }
        if (!results.echo().isEmpty()) {
            tables.add(echo());
        }
        if (!results.updates().isEmpty()) {
            tables.add(updates());
        }
        return tables;
    }

    private Table idle() {
        var head = List.of(
                "socket", "us of CPU to connect", "bytes allocated", "bytes of heap, idle", "bytes resident, idle");
        return new Table(Stream.concat(
                        Stream.of(head),
                        Stream.of(WsPeer.values())
                                .map(peer ->
                                        results.idle(peer).map(WsTable::line).orElse(missing(peer, head.size()))))
                .toList());
    }

    private static List<String> line(WsIdle one) {
        return List.of(
                one.peer().toString(),
                "%.0f".formatted(one.cpuMicros()),
                bytes(one.allocated()),
                bytes(one.heap()),
                bytes(one.resident()));
    }

    private static String bytes(double bytes) {
        return Double.isNaN(bytes) ? "-" : "%,.0f".formatted(bytes);
    }

    private Table echo() {
        var head = new ArrayList<String>(List.of("message"));
        for (WsScenario scenario : WsScenario.values()) {
            head.addAll(List.of(scenario + ", us of CPU", "messages/s"));
        }
        return new Table(
                Stream.concat(Stream.of(head), Stream.of(WsPeer.values()).map(this::echoLine))
                        .toList());
    }

    private List<String> echoLine(WsPeer peer) {
        var line = new ArrayList<String>(List.of(peer.toString()));
        for (WsScenario scenario : WsScenario.values()) {
            Optional<WsResults.Cell> cell = results.echo(scenario, peer);
            line.add(cell.map(WsResults.Cell::cpuMicros)
                    .map(cpu -> "%.2f (%.2f-%.2f)".formatted(cpu.value(), cpu.least(), cpu.most()))
                    .orElse("-"));
            line.add(cell.map(taken -> "%,.0f".formatted(taken.perSecond())).orElse("-"));
        }
        return line;
    }

    private Table updates() {
        var head = List.of("update", "bytes received", "bytes sent", "us of CPU");
        return new Table(Stream.concat(
                        Stream.of(head),
                        results.updates().stream()
                                .map(sample -> List.of(
                                        sample.way().toString(),
                                        "%.0f".formatted(sample.received()),
                                        "%.0f".formatted(sample.sent()),
                                        "%.1f".formatted(sample.cpuMicros()))))
                .toList());
    }

    private static List<String> missing(WsPeer peer, int cells) {
        return Stream.concat(
                        Stream.of(peer.toString()), Stream.generate(() -> "-").limit(cells - 1L))
                .toList();
    }
}
