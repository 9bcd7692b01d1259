package io.serval.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** All samples, and what follows from them. */
record HttpResults(Map<HttpScenario, List<HttpSample>> samples) {
    private static final double LOOP_OF_NETTY = 1.15;
    private static final double DEFAULT_OF_NETTY = 1.6;

    /** Medians of one server in one scenario; of CPU time with the range. */
    record Cell(double cpuMicros, double least, double most, double perSecond, double failed) {}

    /** Nothing if the server cannot do it. */
    Optional<Cell> cell(HttpScenario scenario, HttpPeer peer) {
        List<HttpSample> taken = samples.getOrDefault(scenario, List.of()).stream()
                .filter(sample -> sample.peer() == peer)
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        double[] cpu = sorted(taken, HttpSample::cpuMicros);
        return Optional.of(new Cell(
                median(cpu),
                cpu[0],
                cpu[cpu.length - 1],
                median(sorted(taken, HttpSample::perSecond)),
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
        var versions = new TreeMap<String, String>();
        for (HttpPeer peer : HttpPeer.values()) {
            versions.put(peer.toString(), peer.version());
            for (HttpScenario scenario : HttpScenario.values()) {
                cell(scenario, peer).ifPresent(cell -> add(others, peer + ", " + scenario, cell));
            }
        }
        versions.put("java", Runtime.version().toString());
        versions.put("flags", String.join(" ", HttpServer.FLAGS));
        versions.put(
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
        double[] foreign = samples.values().stream()
                .flatMap(List::stream)
                .mapToDouble(HttpSample::foreignCpu)
                .sorted()
                .toArray();
        others.put("foreign CPU, most of a round", foreign[foreign.length - 1]);
        return new Report("http", figures(), others, versions, median(foreign));
    }

    private static void add(Map<String, Double> figures, String name, Cell cell) {
        figures.put(name + ", us of CPU", cell.cpuMicros());
        figures.put(name + ", us of CPU, least", cell.least());
        figures.put(name + ", us of CPU, most", cell.most());
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
        double own = cell(scenario, serval).map(Cell::cpuMicros).orElse(Double.NaN);
        String name = scenario + ": " + serval + " / " + peer;
        return cell(scenario, peer).map(cell -> Figure.atMost(name, own / cell.cpuMicros(), "", target));
    }

    private static double[] sorted(List<HttpSample> samples, ToDoubleFunction<HttpSample> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
    }
}
