package rooms;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application as a user starts it: {@code ./serval run rooms}, a process of its own. */
final class Served implements AutoCloseable {
    private static final Path LAUNCHER =
            Path.of("..", "..", "serval").toAbsolutePath().normalize();

    private final Path data;
    private final Process process;
    private final URI uri;

    private Served(Path data, Process process, URI uri) {
        this.data = data;
        this.process = process;
        this.uri = uri;
    }

    /** Starts it on the port, or on a free one for 0, and returns when it is ready. Its log is {@code data/log}. */
    static Served start(Path data, int port) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(LAUNCHER.toString(), "run", "rooms", "--port", "" + port, "--data", data.toString()));
        File log = data.resolve("log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith("ready http://localhost:")) {
            process.destroyForcibly();
            throw new IOException(
                    "expected the ready line, got '" + line + "'; its log:\n" + Files.readString(log.toPath()));
        }
        return new Served(data, process, URI.create(line.substring("ready ".length())));
    }

    URI uri() {
        return uri;
    }

    /** Kills the application's process, as {@code kill -9} does. PostgreSQL lives on. */
    void killJvm() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills PostgreSQL's main process, as {@code kill -9} does. */
    void killPostgres() throws IOException {
        postmaster().destroyForcibly();
        postmaster().onExit().join();
    }

    private ProcessHandle postmaster() throws IOException {
        try (var folders = Files.list(data.resolve("postgres"))) {
            Path pidFile = folders.map(folder -> folder.resolve("postmaster.pid"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid).orElseThrow();
        }
    }

    /** Stops the application with SIGTERM; returns when it has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
