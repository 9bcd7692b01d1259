package io.serval.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a data directory, as the operating system tells, and how to kill them. */
final class Servers {
    private Servers() {}

    /** The server's process, as its own file names it. */
    static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(cluster(data).resolve("postmaster.pid"))
                .getFirst()
                .strip());
    }

    static Path cluster(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("postgres"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("data-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** All processes that run a program of the data directory. */
    static List<ProcessHandle> processes(Path data) {
        String root = data.toAbsolutePath().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").startsWith(root))
                .toList();
    }

    /** kill -9. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
