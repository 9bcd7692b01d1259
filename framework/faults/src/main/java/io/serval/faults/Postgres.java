package io.serval.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The processes of the server's PostgreSQL.
 *
 * @param data of the application
 */
record Postgres(Path data) {
    /** Kills the main process, with which all others end; returns whether there was one. */
    boolean kill() throws IOException {
        Optional<ProcessHandle> main = main();
        main.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        return main.isPresent();
    }

    /** Kills one process of many, upon which PostgreSQL takes its memory for damaged, and recovers. */
    boolean killOne(Random random) throws IOException {
        List<ProcessHandle> children = children();
        return !children.isEmpty()
                && children.get(random.nextInt(children.size())).destroyForcibly();
    }

    /** Ends all connections, as an administrator or a load balancer would. */
    void cut() throws IOException {
        children().stream().filter(Postgres::serves).forEach(ProcessHandle::destroy);
    }

    /** Says nothing for a while. */
    void pause(int millis) throws IOException, InterruptedException {
        var all = new ArrayList<>(children());
        main().ifPresent(all::add);
        if (!all.isEmpty()) {
            Signals.pause(all, millis);
        }
    }

    private List<ProcessHandle> children() throws IOException {
        return main().stream().flatMap(ProcessHandle::children).toList();
    }

    /** Whether the process serves a connection: PostgreSQL titles it with the user, the database and the client's address. */
    private static boolean serves(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("127.0.0.1(");
    }

    private Optional<ProcessHandle> main() throws IOException {
        Path root = data.resolve("postgres");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(root)) {
            Optional<Path> file = folders.map(folder -> folder.resolve("postmaster.pid"))
                    .filter(Files::exists)
                    .findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            return Files.readAllLines(file.get()).stream()
                    .findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        }
    }
}
