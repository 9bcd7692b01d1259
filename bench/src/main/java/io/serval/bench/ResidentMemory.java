package io.serval.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that a process has in use, by the operating system's count: {@code proc(5)}. */
final class ResidentMemory {
    private static final String LABEL = "VmRSS:";

    private ResidentMemory() {}

    static long ofProcess(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(LABEL))
                .mapToLong(line -> Long.parseLong(
                                line.substring(LABEL.length()).replace("kB", "").strip())
                        * 1024)
                .findFirst()
                .orElseThrow(() -> new BenchException("Process " + pid + " has ended."));
    }
}
