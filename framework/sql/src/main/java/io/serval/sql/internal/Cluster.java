package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The databases on disk, and the programs that make, start and stop a server on them. */
final class Cluster {
    static final String USER = "serval";

    private static final String PORT_TAKEN = "could not create any TCP/IP sockets";
    private static final int TAIL = 20;

    private final DataDirectory directory;
    private final Binaries binaries;
    private final RunAs runAs;
    private final Path path;

    Cluster(DataDirectory directory, Binaries binaries, RunAs runAs) {
        this.directory = directory;
        this.binaries = binaries;
        this.runAs = runAs;
        this.path = directory.root().resolve("data-" + binaries.major());
    }

    /** Whether the folder, by its name, holds databases. */
    static boolean isOne(Path folder) {
        return folder.getFileName().toString().matches("data-\\d+");
    }

    /** The server's process and port, if it lives. */
    Optional<PidFile> running() throws IOException {
        return PidFile.read(path)
                .filter(file -> ProcessHandle.of(file.pid()).filter(this::ours).isPresent());
    }

    /**
     * The processes of this cluster: a server, or what one left behind when it was killed. The program's file tells,
     * because it was unpacked for this data directory alone. A process that has ended has no program any more, even if
     * nobody has collected it.
     */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::ours).toList();
    }

    /** Makes the databases if there are none. A start that was killed half-way leaves nothing behind. */
    void initialise() throws IOException {
        runAs.own(directory.root());
        if (Files.exists(path)) {
            return;
        }
        refuseOtherMajor();
        Path part = directory.root().resolve(path.getFileName() + ".part");
        Trees.delete(part);
        Command initdb = runAs.run(List.of(
                binaries.program("initdb"),
                "--pgdata=" + part,
                "--username=" + USER,
                "--pwfile=" + directory.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
        if (!initdb.succeeded()) {
            throw new SqlException(
                    "58000", "PostgreSQL could not make its files in " + part + ":\n" + initdb.output(), null);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts a server and waits until it answers. Returns false if the port was taken. */
    boolean start(int port) throws IOException {
        if (PidFile.read(path)
                .map(file -> ProcessHandle.of(file.pid()).isPresent())
                .orElse(false)) {
            PidFile.disown(path);
        }
        Configuration.write(path, port);
        keepOneOldLog();
        Command start = pgCtl("start", "--wait", "--timeout=600", "--log=" + directory.log());
        if (start.succeeded()) {
            return true;
        }
        String log = logTail();
        if (log.contains(PORT_TAKEN)) {
            return false;
        }
        throw new SqlException(
                "58000",
                "PostgreSQL did not start. " + start.output() + "\nThe end of " + directory.log() + ":\n" + log,
                null);
    }

    /** Stops the server: what runs is rolled back, what was committed is on disk. */
    void stop() throws IOException {
        Command fast = pgCtl("stop", "--mode=fast", "--wait", "--timeout=10");
        if (!fast.succeeded() && running().isPresent()) {
            Command immediate = pgCtl("stop", "--mode=immediate", "--wait", "--timeout=10");
            if (!immediate.succeeded() && running().isPresent()) {
                throw new SqlException("58000", "PostgreSQL did not stop: " + immediate.output(), null);
            }
        }
    }

    String logTail() throws IOException {
        if (Files.notExists(directory.log())) {
            return "(no log)";
        }
        List<String> lines = Files.readAllLines(directory.log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    private boolean ours(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> Path.of(command).startsWith(directory.root()))
                .isPresent();
    }

    private Command pgCtl(String action, String... options) throws IOException {
        var command = new ArrayList<>(List.of(binaries.program("pg_ctl"), action, "--pgdata=" + path));
        command.addAll(List.of(options));
        return runAs.run(command);
    }

    private void keepOneOldLog() throws IOException {
        if (Files.exists(directory.log())) {
            Files.move(
                    directory.log(), directory.root().resolve("server.old.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void refuseOtherMajor() throws IOException {
        try (Stream<Path> files = Files.list(directory.root())) {
            Optional<Path> other = files.filter(Cluster::isOne).findFirst();
            if (other.isPresent()) {
                throw new SqlException(
                        "58000",
                        "There are databases of another PostgreSQL in " + other.get() + ", but this is PostgreSQL "
                                + binaries.version() + ". Dump them with the old version and move the folder away,"
                                + " then restore.",
                        null);
            }
        }
    }
}
