package io.serval.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All samples, and what follows from them. */
record HttpResults(Map<HttpScenario, List<HttpSample>> samples) {
    private static final double LOOP_OF_NETTY = 1.15;
    private static final double DEFAULT_OF_NETTY = 1.6;

    /** What one server came to in one scenario. */
    record Cell(Median cpuMicros, double perSecond, double failed) {}

    /** Nothing if the server cannot do it. */
    Optional<Cell> cell(HttpScenario scenario, HttpPeer peer) {
        List<HttpSample> taken = samples.getOrDefault(scenario, List.of()).stream()
                .filter(sample -> sample.peer() == peer)
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Cell(
                median(taken, HttpSample::cpuMicros),
                median(taken, HttpSample::perSecond).value(),
                taken.stream().mapToInt(HttpSample::failed).sum()));
    }

    /** Prints the table, and writes it as Markdown to {@code bench/target/http.md}. */
    void print() throws IOException {
        var table = new HttpTable(this);
        System.out.println(table.text());
        Files.writeString(Path.of("bench", "target", "http.md"), table.markdown());
    }

    Report report() throws IOException {
        var others = new TreeMap<String, Double>();
        var versions = new TreeMap<>(BenchProcess.versions());
        for (HttpPeer peer : HttpPeer.values()) {
            versions.put(peer.toString(), peer.version());
            for (HttpScenario scenario : HttpScenario.values()) {
                cell(scenario, peer).ifPresent(cell -> add(others, peer + ", " + scenario, cell));
            }
        }
        Median foreign = median(samples.values().stream().flatMap(List::stream).toList(), HttpSample::foreignCpu);
        others.put("foreign CPU, most of a round", foreign.most());
        return new Report("http", figures(), others, versions, foreign.value());
    }

    private static void add(Map<String, Double> figures, String name, Cell cell) {
        figures.put(name + ", us of CPU", cell.cpuMicros().value());
        figures.put(name + ", us of CPU, least", cell.cpuMicros().least());
        figures.put(name + ", us of CPU, most", cell.cpuMicros().most());
        figures.put(name + ", requests/s", cell.perSecond());
        figures.put(name + ", failed", cell.failed());
    }

    private List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        for (HttpScenario scenario : HttpScenario.values()) {
            ratio(scenario, HttpPeer.SERVAL_ON_LOOP, HttpPeer.NETTY, LOOP_OF_NETTY)
                    .ifPresent(figures::add);
            ratio(scenario, HttpPeer.SERVAL_ON_LOOP, HttpPeer.VERTX, 1).ifPresent(figures::add);
            ratio(scenario, HttpPeer.SERVAL, HttpPeer.NETTY, DEFAULT_OF_NETTY).ifPresent(figures::add);
            for (HttpPeer peer : List.of(HttpPeer.HELIDON, HttpPeer.JAVALIN, HttpPeer.SPRING)) {
                ratio(scenario, HttpPeer.SERVAL, peer, 1).ifPresent(figures::add);
            }
        }
        return figures;
    }

    /** What Serval's CPU time is of the peer's; nothing if the peer cannot do it, missed if only Serval cannot. */
    private Optional<Figure> ratio(HttpScenario scenario, HttpPeer serval, HttpPeer peer, double target) {
        double own =
                cell(scenario, serval).map(Cell::cpuMicros).map(Median::value).orElse(Double.NaN);
        String name = scenario + ": " + serval + " / " + peer;
        return cell(scenario, peer)
                .map(cell -> Figure.atMost(name, own / cell.cpuMicros().value(), "", target));
    }

    private static Median median(List<HttpSample> samples, ToDoubleFunction<HttpSample> figure) {
        return Median.of(samples.stream().mapToDouble(figure));
    }
}
