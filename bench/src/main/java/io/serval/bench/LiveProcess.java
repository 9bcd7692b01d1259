package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that is told what to do line by line, and answers each; it ends with this one at the latest. */
final class LiveProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final int port;

    private LiveProcess(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader();
        this.in = process.outputWriter();
        this.port = Integer.parseInt(line().substring("ready ".length()));
    }

    /** Starts a server; returns when it serves. */
    static LiveProcess server(LiveServer.Kind kind) throws IOException {
        return start(LiveServer.class, kind.name());
    }

    /** Starts clients of a server, which have yet to connect. */
    static LiveProcess clients(int port) throws IOException {
        return start(LiveClients.class, Integer.toString(port));
    }

    private static LiveProcess start(Class<?> main, String argument) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The same for all: what ./serval run gives, and a heap of one size. The collector is the JVM's choice.
        command.addAll(List.of(
                "-Xms1g", "-Xmx1g", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(main.getName(), argument));
        return new LiveProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Tells it something; returns what it answers. */
    String tell(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        return line();
    }

    /** Begins to tell it something, whose answer {@link #answer} waits for. */
    void ask(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
    }

    String answer() throws IOException {
        return line();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        in.close(); // the end of what it is told is its own
        process.onExit().join();
    }

    private String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("A process of the bench has ended: "
                    + process.info().commandLine().orElse(""));
        }
        return line;
    }
}
