package io.serval.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The operating system's accounting of CPU time, in microseconds: {@code proc(5)}. */
final class CpuTime {
    /** Linux counts a hundred ticks a second on all platforms that Java runs on. */
    private static final long TICK_MICROS = 10_000;

    private CpuTime() {}

    /** What a process has used itself: utime and stime. */
    static long ofProcess(long pid) throws IOException {
        long[] ticks = ticks(pid);
        return (ticks[0] + ticks[1]) * TICK_MICROS;
    }

    /** What this process has used, and those of its children that have ended. */
    static long ofThisAndEnded() throws IOException {
        long[] ticks = ticks(ProcessHandle.current().pid());
        return (ticks[0] + ticks[1] + ticks[2] + ticks[3]) * TICK_MICROS;
    }

    /** What everybody has used, and what a hypervisor took: all but idle and iowait. */
    static long ofMachine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        long[] ticks =
                Stream.of(cpu.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
        // user, nice, system, irq, softirq, steal; guests are in user.
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) * TICK_MICROS;
    }

    /** Fields 14 to 17: utime, stime, cutime, cstime. The name before may hold blanks, and ends with a bracket. */
    private static long[] ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).toArray();
    }
}
