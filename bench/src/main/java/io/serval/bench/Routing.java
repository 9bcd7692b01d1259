package io.serval.bench;

import com.sun.management.OperatingSystemMXBean;
import io.avaje.jex.Jex;
import io.javalin.Javalin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The bench {@code routing}: how long a lookup takes, and what it allocates. */
public final class Routing {
    private static final double TARGET_NANOSECONDS = 300;

    /** The profiler spreads its own few bytes over all lookups. */
    private static final double PROFILER_NOISE = 0.1;

    private Routing() {}

    /** Runs the bench; takes {@code --report} and {@code --quick}. */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        List<String> flags = List.of(args);
        double foreignCpu = foreignCpu();
        var figures = new ArrayList<Figure>();
        var peers = new TreeMap<String, Double>();
        Collection<RunResult> results = run(flags.contains("--quick"));
        System.out.printf("%-18s %-20s %10s %10s%n", "router", "lookup", "ns", "bytes");
        for (RunResult result : results) {
            String router = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            String kind =
                    result.getParams().getParam("kind").toLowerCase(Locale.ROOT).replace('_', ' ');
            double nanoseconds = result.getPrimaryResult().getScore();
            double bytes = bytes(result);
            System.out.printf("%-18s %-20s %10.1f %10.1f%n", router, kind, nanoseconds, bytes);
            if (router.equals("serval")) {
                figures.add(Figure.below("lookup, " + kind, nanoseconds, "ns", TARGET_NANOSECONDS));
                figures.add(Figure.below("allocation, " + kind, bytes, "bytes", 0));
            } else {
                peers.put(router + ", " + kind + ", ns", nanoseconds);
                peers.put(router + ", " + kind + ", bytes", bytes);
            }
        }
        var report = new Report("routing", figures, peers, versions(), foreignCpu);
        System.exit(report.finish(flags.contains("--report")));
    }

    private static Collection<RunResult> run(boolean quick) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(RouteLookup.class.getName())
                        .addProfiler(GCProfiler.class)
                        .forks(1)
                        .warmupIterations(quick ? 2 : 5)
                        .warmupTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                        .output(Path.of("bench", "target", "routing.log").toString())
                        .build())
                .run();
    }

    private static double bytes(RunResult result) {
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow();
        return bytes < PROFILER_NOISE ? 0 : bytes;
    }

    private static Map<String, String> versions() {
        return new TreeMap<>(Map.of(
                "java", Runtime.version().toString(),
                "javalin", version(Javalin.class),
                "avaje-jex", version(Jex.class)));
    }

    private static String version(Class<?> type) {
        String jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        return jar.replaceAll(".*-([0-9][^-]*)\\.jar", "$1");
    }

    /** The first answer of the bean is about the time since the start; the second about the time since the first. */
    private static double foreignCpu() throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        system.getCpuLoad();
        TimeUnit.SECONDS.sleep(1);
        return Math.max(0, system.getCpuLoad());
    }
}
