package io.serval.bench;

import io.serval.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The bench {@code log}: what it costs to append an event in the transaction that changes the state, beside a plain insert
 * in the same place. The embedded PostgreSQL runs as it always does: every commit is on disk when it returns.
 */
public final class Log {
    private static final double TARGET_RATIO = 0.6;
    private static final int ROUNDS = 5;

    private record Named(String name, Appends.Saying saying) {}

    private Log() {}

    /** Runs the bench; takes {@code --report} and {@code --quick}. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        List<String> flags = List.of(args);
        boolean quick = flags.contains("--quick");
        Path data = Files.createTempDirectory("serval-bench-log");
        Report report;
        try (Database database = Database.embedded(data);
                io.serval.live.Log log = io.serval.live.Log.open(database)) {
            report = measure(database, new Appends(database, log), quick);
        } finally {
            Folders.delete(data);
        }
        System.exit(report.finish(flags.contains("--report")));
    }

    private static Report measure(Database database, Appends appends, boolean quick)
            throws InterruptedException, ExecutionException {
        List<Named> scenarios = List.of(
                new Named("state + plain insert", appends::insert),
                new Named("state + append, " + Appends.TOPICS + " topics", appends::append),
                new Named("state + append, and to one feed", appends::appendToFeed),
                new Named("state + append, one topic", appends::appendToOne));
        Duration time = quick ? Duration.ofMillis(500) : Duration.ofSeconds(4);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (Named scenario : scenarios) {
            appends.rate(time, scenario.saying()); // warms up
        }
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            for (Named scenario : scenarios) {
                rates.computeIfAbsent(scenario.name(), name -> new ArrayList<>())
                        .add(appends.rate(time, scenario.saying()));
            }
        }
        var peers = new LinkedHashMap<String, Double>();
        System.out.printf("%-36s %12s %12s %12s%n", "transactions a second, 16 writers", "median", "least", "most");
        rates.forEach((name, all) -> {
            all.sort(Comparator.naturalOrder());
            peers.put(name + ", per second", all.get(all.size() / 2));
            System.out.printf(
                    "%-36s %12.0f %12.0f %12.0f%n", name, all.get(all.size() / 2), all.getFirst(), all.getLast());
        });
        double backFill = appends.backFill(quick ? 20_000 : 300_000);
        peers.put("back-fill in one transaction, events per second", backFill);
        System.out.printf("%-36s %12.0f%n", "back-fill, events a second", backFill);
        List<Double> medians = List.copyOf(peers.values());
        var figure =
                Figure.atLeast("append, of a plain insert", medians.get(1) / medians.get(0), "times", TARGET_RATIO);
        return new Report("log", List.of(figure), peers, versions(database), 0);
    }

    private static Map<String, String> versions(Database database) {
        String postgres = database.read(tx -> tx.one("show server_version", row -> row.string("server_version"))
                .orElseThrow());
        return Map.of("java", Runtime.version().toString(), "postgresql", postgres);
    }
}
