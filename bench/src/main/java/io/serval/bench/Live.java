package io.serval.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bench {@code live}: what it costs to give events to many, and how long it takes. */
public final class Live {
    /** The heap of a process of this bench: enough for the peer that takes most. */
    static final String[] HEAP = {"-Xms1g", "-Xmx1g"};

    private Live() {}

    /**
     * Runs the bench; takes {@code --report}, {@code --quick}, and the parts to run, which are all else: {@code idle},
     * {@code fanout}, {@code crowd}, {@code latency}, {@code storm}, {@code stalled}.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> arguments = List.of(args);
        BenchProcess.endAllAtExit();
        int status;
        try {
            status = run(arguments).finish(arguments.contains("--report"));
        } catch (BenchException e) {
            System.err.println("bench live: " + e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    /** Starts a class of this bench in a process of its own. */
    static BenchProcess start(Class<?> main, String argument) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(HEAP));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        String log = main.getSimpleName().toLowerCase(Locale.ROOT) + ".log";
        return BenchProcess.java(
                arguments, Path.of("bench", "target", "live", log).toAbsolutePath());
    }

    private static Report run(List<String> arguments) throws IOException, InterruptedException {
        var findings = new LiveFindings();
        long machine = CpuTime.ofMachine();
        long start = System.nanoTime();
        for (LivePart part : Parts.of(LivePart.class, arguments)) {
            System.out.println(part + ":");
            part.measure(arguments.contains("--quick"), findings);
        }
        long own = CpuTime.ofThisAndEnded();
        double available =
                (System.nanoTime() - start) / 1e3 * Runtime.getRuntime().availableProcessors();
        return findings.report(Math.max(0, CpuTime.ofMachine() - machine - own) / available);
    }
}
