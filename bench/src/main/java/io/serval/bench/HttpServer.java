package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a JVM of its own, which ends with this one. */
record HttpServer(HttpPeer peer, Process process, int port) {
    /** The same for all: what {@code ./serval run} gives, and a heap of one size. The collector is the JVM's choice. */
    static final List<String> FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

    private static final Pattern READY = Pattern.compile("ready .*?([0-9]+)");
    private static final int SECONDS_TO_START = 60;

    /** Starts it; returns when it serves. */
    static HttpServer start(HttpPeer peer, HttpFiles files) throws IOException, InterruptedException {
        Path log = files.folder().resolve(peer.name().toLowerCase(Locale.ROOT) + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(peer.arguments(files));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        var port = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> read(process, port));
        try {
            return new HttpServer(peer, process, port.get(SECONDS_TO_START, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new HttpException(peer + " does not start; see " + log);
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
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
