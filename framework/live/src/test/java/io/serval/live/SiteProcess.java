package io.serval.live;

import io.serval.sql.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The {@link Site} as a process of its own, to be killed. */
final class SiteProcess implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final int port;

    private SiteProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and returns when it is ready; port 0 for a free one. */
    static SiteProcess start(String database, int port) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SiteProcess.class.getName(),
                        "" + port)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.outputWriter(StandardCharsets.UTF_8)
                .append(database)
                .append('\n')
                .flush();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("expected the ready line, got '" + line + "'");
        }
        return new SiteProcess(process, Integer.parseInt(line.substring(READY.length())));
    }

    /** The process: serves on the port until it is killed, or its parent is. */
    public static void main(String[] args) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Database database = Database.connect(input.readLine());
                Site site = Site.on(database, Site.QUICK, Map.of(), Integer.parseInt(args[0]))) {
            System.out.println(READY + site.port());
            input.readLine();
        }
    }

    int port() {
        return port;
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
