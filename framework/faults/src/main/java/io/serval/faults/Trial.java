package io.serval.faults;

import io.serval.faults.Verdict.Volume;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run: a server that is written to and watched, and faults that strike it until enough was killed. Then everybody may
 * catch up, and what each client showed is compared with the log.
 */
public final class Trial {
    private static final int PATIENCE_SECONDS = 120;
    private static final int MOST_COMMITS_BETWEEN = 60;
    private static final int SWEEPS_MILLIS = 1_000;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Random random;
    private final Map<String, Integer> strikes = new TreeMap<>();
    private int kills;

    private Trial(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /**
     * Runs it.
     *
     * @param progress is told of each strike before it is made
     * @throws IllegalStateException if the server does not recover from a fault within two minutes
     */
    public static Verdict run(Plan plan, Consumer<String> progress) throws IOException, InterruptedException {
        return new Trial(plan, progress).run();
    }

    private Verdict run() throws IOException, InterruptedException {
        try (var postgres = new Postgres(plan.data());
                var server = new Server(plan, random);
                var crowd = new Crowd(server.port(), new Random(random.nextLong()), plan.clients());
                var writers = new Writers(server.port(), plan.data(), new Random(random.nextLong()))) {
            var scene = new Scene(server, postgres, crowd);
            recovered(crowd.awaitFollowing(PATIENCE_SECONDS), "the start");
            while (kills < plan.kills()) {
                strike(scene, writers);
            }
            recovered(crowd.awaitFollowing(PATIENCE_SECONDS), "the last fault");
            BitSet acknowledged = writers.stop();
            Truth truth = settled(crowd);
            var comparison = new Comparison(truth);
            List<Shown> shown = crowd.shown();
            shown.forEach(comparison::shown);
            comparison.acknowledged(acknowledged);
            comparison.broken(crowd.broken());
            var volume = new Volume(
                    shown.size(),
                    crowd.connections(),
                    writers.attempts(),
                    acknowledged.cardinality(),
                    comparison.written(),
                    comparison.shown());
            return new Verdict(strikes, kills, volume, comparison.wrong(), comparison.examples());
        }
    }

    /** What the database says once nothing more comes, and everybody has had the time to show it, or something twice. */
    private Truth settled(Crowd crowd) throws InterruptedException {
        Truth truth = Truth.of(plan.data());
        while (true) {
            // Whoever does not get there has lost what it lacks.
            crowd.awaitCaughtUp(truth, PATIENCE_SECONDS);
            Thread.sleep(SWEEPS_MILLIS);
            Truth next = Truth.of(plan.data());
            if (next.same(truth)) {
                return next;
            }
            truth = next;
        }
    }

    private void strike(Scene scene, Writers writers) throws IOException, InterruptedException {
        Fault fault = Fault.any(random);
        progress.accept(fault.toString());
        OptionalInt killed = fault.strike(scene, random);
        if (killed.isEmpty()) {
            return;
        }
        strikes.merge(fault.toString(), 1, Integer::sum);
        kills += killed.getAsInt();
        // The next one strikes while clients come back, or when all are back.
        int commits = 1 + random.nextInt(MOST_COMMITS_BETWEEN);
        recovered(writers.awaitMore(commits, PATIENCE_SECONDS), fault.toString());
        if (random.nextBoolean()) {
            recovered(scene.crowd().awaitFollowing(PATIENCE_SECONDS), fault.toString());
        }
    }

    private void recovered(boolean recovered, String from) {
        if (!recovered) {
            throw new IllegalStateException("The server has not recovered from " + from + " within " + PATIENCE_SECONDS
                    + " s (seed " + plan.seed() + "). Its log is " + plan.log() + ".");
        }
    }
}
