package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The bench {@code http}: what a request costs each server in CPU, all of them running, one asked at a time. */
public final class Http {
    /** How long to measure: seconds to warm up at first and before each scenario, rounds, and seconds of each. */
    private record Plan(int first, int warmUp, int rounds, int seconds) {
        static final Plan FULL = new Plan(6, 3, 3, 1);
        static final Plan QUICK = new Plan(1, 1, 1, 1);
    }

    private Http() {}

    /** Runs the bench; takes {@code --report} and {@code --quick}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> flags = List.of(args);
        BenchProcess.endAllAtExit();
        int status;
        try {
            HttpLoad.checkClients();
            status = run(flags.contains("--quick") ? Plan.QUICK : Plan.FULL).finish(flags.contains("--report"));
        } catch (BenchException e) {
            System.err.println("bench http: " + e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private static Report run(Plan plan) throws IOException, InterruptedException {
        var files = HttpFiles.write();
        var servers = new ArrayList<HttpServer>();
        for (HttpPeer peer : HttpPeer.values()) {
            servers.add(HttpServer.start(peer, files));
        }
        for (HttpServer server : servers) {
            HttpAnswers.check(server, files);
            HttpLoad.run(HttpScenario.PLAIN_TEXT.command(server, files, plan.first()), plan.first());
        }
        var results = new HttpResults(samples(plan, servers, files));
        results.print();
        return results.report();
    }

    private static Map<HttpScenario, List<HttpSample>> samples(Plan plan, List<HttpServer> servers, HttpFiles files)
            throws IOException, InterruptedException {
        var all = new EnumMap<HttpScenario, List<HttpSample>>(HttpScenario.class);
        for (HttpScenario scenario : HttpScenario.values()) {
            var able = new ArrayList<HttpServer>();
            for (HttpServer server : servers) {
                if (scenario.possible(server)) {
                    able.add(server);
                    HttpLoad.run(scenario.command(server, files, plan.warmUp()), plan.warmUp());
                }
            }
            var samples = new ArrayList<HttpSample>();
            for (int round = 0; round < plan.rounds(); round++) {
                for (HttpServer server : able) {
                    samples.add(HttpSample.take(server, scenario, files, plan.seconds()));
                }
                // Whoever was first is last in the next round.
                Collections.rotate(able, -1);
            }
            all.put(scenario, samples);
        }
        return all;
    }
}
