package io.serval.faults;

import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
record Postgres(Path data) implements AutoCloseable {
    /** Kills the main process, with which all others end; returns whether there was one. */
    boolean kill() throws IOException {
        return main().map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /** Kills one process of many, upon which PostgreSQL takes its memory for damaged, and recovers. */
    boolean killOne(Random random) throws IOException {
        List<ProcessHandle> children = children();
        return !children.isEmpty()
                && children.get(random.nextInt(children.size())).destroyForcibly();
    }

    /** Ends all connections, as an administrator would; returns whether there were any. */
    boolean cut() {
        try (Database administrator = Database.running(data)) {
            return administrator
                    .read(tx -> tx.one("""
                            select count(pg_terminate_backend(pid)) as ended from pg_stat_activity
                            where backend_type = 'client backend' and pid <> pg_backend_pid()
                            """, row -> row.longValue("ended") > 0))
                    .orElse(false);
        } catch (SqlException e) {
            return false; // There is no PostgreSQL right now.
        }
    }

    /** Says nothing for a while; returns whether there was anything to say before. */
    boolean pause(int millis) throws IOException, InterruptedException {
        var all = new ArrayList<>(children());
        main().ifPresent(all::add);
        if (all.isEmpty()) {
            return false;
        }
        Signals.pause(all, millis);
        return true;
    }

    private List<ProcessHandle> children() throws IOException {
        return main().stream().flatMap(ProcessHandle::children).toList();
    }

    private Optional<ProcessHandle> main() throws IOException {
        Path root = data.resolve("postgres");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.resolve("postmaster.pid"))
                    .filter(Files::exists)
                    .flatMap(file -> process(file).stream())
                    .findFirst();
        }
    }

    /** The process that the file is of; none while it is being written or taken away. */
    private static Optional<ProcessHandle> process(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, if its server has been killed and left it. */
    @Override
    public void close() throws IOException {
        main().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
