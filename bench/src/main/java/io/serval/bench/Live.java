package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The bench {@code live}: what it costs to give events to many, and how long it takes. */
public final class Live {
    private Live() {}

    /**
     * Runs the bench; takes {@code --report}, {@code --quick}, and the names of parts, all of them by default: {@code idle},
     * {@code fanout}, {@code crowd}, {@code latency}, {@code storm}, {@code stalled}.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> flags =
                Arrays.stream(args).filter(arg -> arg.startsWith("--")).toList();
        List<LivePart> parts = Arrays.stream(args)
                .filter(arg -> !arg.startsWith("--"))
                .map(LivePart::named)
                .toList();
        Runtime.getRuntime().addShutdownHook(new Thread(Live::endChildren));
        boolean quick = flags.contains("--quick");
        var figures = new ArrayList<Figure>();
        var others = new TreeMap<String, Double>();
        long machine = CpuTime.ofMachine();
        long start = System.nanoTime();
        for (LivePart part : parts.isEmpty() ? Stream.of(LivePart.values()).toList() : parts) {
            System.out.println(part + ":");
            var findings = new LiveFindings();
            part.measure(quick, findings);
            figures.addAll(findings.figures());
            others.putAll(findings.others());
            findings.others().forEach((name, value) -> System.out.printf("  %-52s %10.2f%n", name, value));
        }
        long own = CpuTime.ofThisAndEnded();
        double available =
                (System.nanoTime() - start) / 1e3 * Runtime.getRuntime().availableProcessors();
        double foreign = Math.max(0, CpuTime.ofMachine() - machine - own) / available;
        var versions = Map.of("java", Runtime.version().toString());
        System.exit(new Report("live", figures, others, versions, foreign).finish(flags.contains("--report")));
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
