package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which ends with this one at the latest. */
record ServerProcess(Process process, int port) implements AutoCloseable {
    /** The same for all JVMs: what {@code ./serval run} gives, and a heap of one size. The collector is the JVM's choice. */
    static final List<String> JVM_FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

    private static final Pattern READY = Pattern.compile("ready .*?([0-9]+)");
    private static final int SECONDS_TO_START = 60;

    /** Starts Java with the flags of all and these arguments; otherwise as {@link #start}. */
    static ServerProcess java(List<String> arguments, Path log) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(arguments);
        return start(new ProcessBuilder(command), log);
    }

    /**
     * Starts a server; returns when it serves, which it says by a line {@code ready} with its port.
     *
     * @param log takes what it writes to stderr
     */
    static ServerProcess start(ProcessBuilder server, Path log) throws IOException, InterruptedException {
        Process process = server.redirectError(log.toFile()).start();
        var port = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> read(process, port));
        try {
            return new ServerProcess(process, port.get(SECONDS_TO_START, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchException("A server does not start; see " + log);
        }
    }

    /** Ends all that were started when this process ends, by Ctrl-C too. */
    static void endAllAtExit() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    }

    /** What the JVMs of all servers have in common, and this one with them. */
    static Map<String, String> versions() {
        return Map.of(
                "java",
                Runtime.version().toString(),
                "flags",
                String.join(" ", JVM_FLAGS),
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Reads what the server says until it ends, so that it never waits to be heard. */
    private static void read(Process process, CompletableFuture<Integer> port) {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            port.completeExceptionally(new IOException("The process has ended."));
        }
    }
}
