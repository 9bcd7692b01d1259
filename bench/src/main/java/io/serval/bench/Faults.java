package io.serval.bench;

import io.serval.faults.Plan;
import io.serval.faults.Trial;
import io.serval.faults.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

/**
 * The bench {@code faults}: kills the server and PostgreSQL, pauses and cuts them off, while others write and thousands watch;
 * fails unless each client has shown what the log holds, once and in order.
 */
public final class Faults {
    private static final List<String> FLAGS = List.of("--nodes", "--seed", "--clients", "--kills");
    private static final String REPORT = "--report";
    private static final long CLIENTS = 3_000;
    private static final long KILLS = 100;

    private Faults() {}

    /**
     * Runs the bench; takes {@code --nodes 1}, {@code --seed N} (1), {@code --clients N} (3,000), {@code --kills N} (100), and
     * {@code --report}.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Connections that break are what this is about; the server's own log is in its folder.
        LogManager.getLogManager().reset();
        BenchProcess.endAllAtExit();
        List<String> words = Arrays.stream(args)
                .flatMap(arg -> Arrays.stream(arg.split("=", 2)))
                .toList();
        int status;
        try {
            Map<String, Long> numbers = numbers(words);
            status = run(plan(numbers)).finish(words.contains(REPORT));
        } catch (BenchException e) {
            System.err.println("bench faults: " + e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    /** The numbers that flags have given. */
    private static Map<String, Long> numbers(List<String> words) {
        var numbers = new TreeMap<String, Long>();
        for (int i = 0; i < words.size(); i++) {
            String flag = words.get(i);
            if (flag.equals(REPORT)) {
                continue;
            }
            if (!FLAGS.contains(flag)) {
                throw new BenchException("there is no '" + flag + "'; there are " + FLAGS + " and " + REPORT);
            }
            i++;
            if (i == words.size() || !words.get(i).matches("[0-9]{1,9}")) {
                throw new BenchException(flag + " needs a number of up to nine digits");
            }
            numbers.put(flag, Long.valueOf(words.get(i)));
        }
        return numbers;
    }

    private static Plan plan(Map<String, Long> numbers) throws IOException {
        if (numbers.getOrDefault("--nodes", 1L) != 1) {
            throw new BenchException("live delivery is on one node so far: --nodes 1");
        }
        try {
            return new Plan(
                    numbers.getOrDefault("--seed", 1L),
                    Math.toIntExact(numbers.getOrDefault("--clients", CLIENTS)),
                    Math.toIntExact(numbers.getOrDefault("--kills", KILLS)),
                    Files.createTempDirectory("serval-faults"));
        } catch (IllegalArgumentException e) {
            throw new BenchException(String.valueOf(e.getMessage()));
        }
    }

    private static Report run(Plan plan) throws IOException, InterruptedException {
        System.out.printf(
                "Seed %d, %,d clients, %d kills; the server's data and log are in %s until all is well.%n",
                plan.seed(), plan.clients(), plan.kills(), plan.folder());
        long machine = CpuTime.ofMachine();
        long start = System.nanoTime();
        Verdict verdict;
        try {
            verdict = Trial.run(
                    plan, strike -> System.out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, strike));
        } catch (IllegalStateException e) {
            throw new BenchException(String.valueOf(e.getMessage()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        print(verdict, seconds);
        if (verdict.kept()) {
            Folders.delete(plan.folder());
        }
        double available = seconds * 1e6 * Runtime.getRuntime().availableProcessors();
        double foreign = Math.max(0, CpuTime.ofMachine() - machine - CpuTime.ofThisAndEnded()) / available;
        return new Report("faults", figures(verdict), others(verdict), BenchProcess.versions(), foreign);
    }

    private static long number(List<String> words, String flag, long otherwise) {
        int at = words.indexOf(flag);
        if (at < 0) {
            return otherwise;
        }
        try {
            return Long.parseLong(words.get(at + 1));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new BenchException(flag + " needs a number");
        }
    }

    private static void print(Verdict verdict, double seconds) {
        System.out.printf("%n%d processes killed in %.0f s%n", verdict.kills(), seconds);
        verdict.strikes().forEach((strike, times) -> System.out.printf("%6d  %s%n", times, strike));
        Verdict.Volume volume = verdict.volume();
        System.out.printf(
                "%,d streams over %,d connections; %,d writes tried, %,d acknowledged, %,d in the log; %,d events shown%n",
                volume.streams(),
                volume.connections(),
                volume.attempts(),
                volume.acknowledged(),
                volume.written(),
                volume.shown());
        verdict.examples().forEach(System.out::println);
    }

    private static List<Figure> figures(Verdict verdict) {
        return verdict.wrong().entrySet().stream()
                .map(wrong -> Figure.atMost(wrong.getKey(), wrong.getValue(), "", 0))
                .toList();
    }

    private static Map<String, Double> others(Verdict verdict) {
        var others = new TreeMap<String, Double>();
        verdict.strikes().forEach((strike, times) -> others.put(strike, (double) times));
        others.put("processes killed", (double) verdict.kills());
        Verdict.Volume volume = verdict.volume();
        others.put("streams", (double) volume.streams());
        others.put("connections", (double) volume.connections());
        others.put("writes acknowledged", (double) volume.acknowledged());
        others.put("writes in the log", (double) volume.written());
        others.put("events shown", (double) volume.shown());
        return others;
    }
}
