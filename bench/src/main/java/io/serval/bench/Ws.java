package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bench {@code ws}: what a WebSocket costs each server to accept, to keep, and to echo messages on. */
public final class Ws {
    /** What can be measured alone, by its name as an argument. */
    private enum Part {
        CONNECT,
        ECHO,
        UPDATES
    }

    private Ws() {}

    /** Runs the bench; takes {@code --report}, {@code --quick}, and the parts to run, which are all else. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> arguments = List.of(args);
        BenchProcess.endAllAtExit();
        int status;
        try {
            Set<Part> parts = Parts.of(Part.class, arguments);
            var setup = WsSetup.prepare(arguments.contains("--quick") ? WsSetup.Plan.QUICK : WsSetup.Plan.FULL);
            status = run(parts, setup).finish(arguments.contains("--report"));
        } catch (BenchException e) {
            System.err.println("bench ws: " + e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private static Report run(Set<Part> parts, WsSetup setup) throws IOException, InterruptedException {
        var results = new WsResults(
                parts.contains(Part.CONNECT) ? idle(setup) : List.of(),
                parts.contains(Part.ECHO) ? echo(setup) : Map.of(),
                parts.contains(Part.UPDATES) ? UpdateSample.all(setup) : List.of());
        new WsTable(results).print();
        return results.report(setup);
    }

    private static List<WsIdle> idle(WsSetup setup) throws IOException, InterruptedException {
        var all = new ArrayList<WsIdle>();
        for (WsPeer peer : setup.peers()) {
            all.add(WsIdle.take(peer, setup));
        }
        return all;
    }

    private static Map<WsScenario, List<WsSample>> echo(WsSetup setup) throws IOException, InterruptedException {
        var servers = new EnumMap<WsPeer, BenchProcess>(WsPeer.class);
        try {
            for (WsPeer peer : setup.peers()) {
                servers.put(peer, peer.start(setup));
            }
            var all = new EnumMap<WsScenario, List<WsSample>>(WsScenario.class);
            for (WsScenario scenario : WsScenario.values()) {
                all.put(scenario, rounds(scenario, servers, setup.plan()));
            }
            return all;
        } finally {
            servers.values().forEach(BenchProcess::close);
        }
    }

    private static List<WsSample> rounds(WsScenario scenario, Map<WsPeer, BenchProcess> servers, WsSetup.Plan plan)
            throws IOException {
        var order = new ArrayList<>(servers.entrySet());
        for (var server : order) {
            WsSample.take(server.getKey(), server.getValue(), scenario, plan.warmUpSeconds());
        }
        var samples = new ArrayList<WsSample>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (var server : order) {
                samples.add(WsSample.take(server.getKey(), server.getValue(), scenario, plan.seconds()));
            }
            // Whoever was first is last in the next round.
            Collections.rotate(order, -1);
        }
        return samples;
    }
}
