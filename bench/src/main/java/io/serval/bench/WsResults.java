package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All that was measured, and what follows from it. */
record WsResults(List<WsIdle> idle, Map<WsScenario, List<WsSample>> echo, List<UpdateSample> updates) {
    private static final double IDLE_HEAP = 4 * 1024;
    private static final double ECHO_OF_NETTY = 1.25;

    /** What one server came to in one scenario. */
    record Cell(Median cpuMicros, double perSecond) {}

    Optional<WsIdle> idle(WsPeer peer) {
        return idle.stream().filter(one -> one.peer() == peer).findFirst();
    }

    /** Nothing if it was not measured. */
    Optional<Cell> echo(WsScenario scenario, WsPeer peer) {
        List<WsSample> taken = echo.getOrDefault(scenario, List.of()).stream()
                .filter(sample -> sample.peer() == peer)
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Cell(
                median(taken, WsSample::cpuMicros),
                median(taken, WsSample::perSecond).value()));
    }

    Report report(WsSetup setup) throws IOException {
        var others = new TreeMap<String, Double>();
        var versions = new TreeMap<>(BenchProcess.versions());
        for (WsPeer peer : WsPeer.values()) {
            versions.put(peer.toString(), peer.version(setup));
            idle(peer).ifPresent(one -> add(others, one));
            for (WsScenario scenario : WsScenario.values()) {
                echo(scenario, peer).ifPresent(cell -> add(others, peer + ", " + scenario, cell));
            }
        }
        updates.forEach(sample -> add(others, sample));
        Median foreign = Median.of(foreignCpu());
        others.put("foreign CPU, most of a round", foreign.most());
        return new Report("ws", figures(), others, versions, foreign.value());
    }

    private static void add(Map<String, Double> figures, WsIdle one) {
        figures.put(one.peer() + ", us of CPU to connect", one.cpuMicros());
        figures.put(one.peer() + ", bytes resident of an idle socket", one.resident());
        if (one.peer().jvm()) {
            figures.put(one.peer() + ", bytes allocated to connect", one.allocated());
            figures.put(one.peer() + ", bytes of heap of an idle socket", one.heap());
        }
    }

    private static void add(Map<String, Double> figures, String name, Cell cell) {
        figures.put(name + ", us of CPU", cell.cpuMicros().value());
        figures.put(name + ", us of CPU, least", cell.cpuMicros().least());
        figures.put(name + ", us of CPU, most", cell.cpuMicros().most());
        figures.put(name + ", messages/s", cell.perSecond());
    }

    private static void add(Map<String, Double> figures, UpdateSample sample) {
        figures.put(sample.way() + ", bytes of an update", sample.bytes());
        figures.put(sample.way() + ", us of CPU of an update", sample.cpuMicros());
    }

    private DoubleStream foreignCpu() {
        return Stream.of(
                        idle.stream().map(WsIdle::foreignCpu),
                        echo.values().stream().flatMap(List::stream).map(WsSample::foreignCpu),
                        updates.stream().map(UpdateSample::foreignCpu))
                .flatMap(each -> each)
                .mapToDouble(Double::doubleValue);
    }

    private List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        idle(WsPeer.SERVAL).ifPresent(own -> {
            figures.add(Figure.atMost("heap of an idle socket", own.heap(), "bytes", IDLE_HEAP));
            for (WsPeer peer : List.of(WsPeer.VERTX, WsPeer.JETTY, WsPeer.SPRING, WsPeer.HELIDON)) {
                idle(peer)
                        .ifPresent(other -> figures.add(
                                Figure.below("heap of an idle socket / " + peer, own.heap() / other.heap(), "", 1)));
            }
        });
        for (WsScenario scenario : WsScenario.values()) {
            ratio(scenario, WsPeer.NETTY, ECHO_OF_NETTY).ifPresent(figures::add);
        }
        return figures;
    }

    /** What Serval's CPU time is of the peer's; nothing if either was not measured. */
    private Optional<Figure> ratio(WsScenario scenario, WsPeer peer, double target) {
        return echo(scenario, WsPeer.SERVAL)
                .flatMap(own -> echo(scenario, peer)
                        .map(other -> Figure.atMost(
                                scenario + ": serval / " + peer,
                                own.cpuMicros().value() / other.cpuMicros().value(),
                                "",
                                target)));
    }

    private static Median median(List<WsSample> samples, ToDoubleFunction<WsSample> figure) {
        return Median.of(samples.stream().mapToDouble(figure));
    }
}
