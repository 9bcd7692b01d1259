package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of a bench, which ends with it at the latest: a server, or its clients. A line {@code ready} with a port says
 * that it is there. One that can be told what to do is told line by line, and begins each answer with {@code answer}.
 */
final class BenchProcess implements AutoCloseable {
    /** The same for all JVMs: what {@code ./serval run} gives, and a heap of one size. The collector is the JVM's choice. */
    static final List<String> JVM_FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

    private static final Pattern READY = Pattern.compile("ready .*?([0-9]+)");
    private static final String ANSWER = "answer ";
    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_TO_ANSWER = 180;
    private static final int SECONDS_TO_END = 30;

    private final Process process;
    private final Path log;
    private final Writer in;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    /** Nothing stands for the end of the process. */
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private BenchProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        in = process.outputWriter();
        Thread.ofVirtual().start(this::read);
    }

    /** Starts Java with the flags of all and these arguments; otherwise as {@link #start}. */
    static BenchProcess java(List<String> arguments, Path log) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(arguments);
        return start(new ProcessBuilder(command), log);
    }

    /**
     * Starts a process; returns when it says that it is ready.
     *
     * @param log takes what it writes to stderr
     */
    static BenchProcess start(ProcessBuilder command, Path log) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        var started = new BenchProcess(command.redirectError(log.toFile()).start(), log);
        try {
            started.port.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new BenchException("A process does not start; see " + log);
        }
    }

    /** Ends all that were started when this process ends, by Ctrl-C too. */
    static void endAllAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            List<ProcessHandle> started = ProcessHandle.current().children().toList();
            started.forEach(ProcessHandle::destroy);
            started.forEach(BenchProcess::end);
        }));
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

    int port() {
        return port.join();
    }

    long pid() {
        return process.pid();
    }

    /** Tells it something; returns what it answers. */
    String tell(String command) throws IOException, InterruptedException {
        ask(command);
        return answer();
    }

    /** Begins to tell it something, whose answer {@link #answer} waits for. */
    void ask(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
    }

    String answer() throws InterruptedException {
        Optional<String> answer = answers.poll(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        if (answer == null || answer.isEmpty()) {
            throw new BenchException(
                    "A process " + (answer == null ? "does not answer" : "has ended") + "; see " + log);
        }
        return answer.get();
    }

    /** Asks it to end, and makes it if it takes long. */
    @Override
    public void close() {
        end(process.toHandle());
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, SECONDS_TO_END, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Reads what it says until it ends, so that it never waits to be heard. */
    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                } else if (line.startsWith(ANSWER)) {
                    answers.add(Optional.of(line.substring(ANSWER.length())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            port.completeExceptionally(new IOException("The process has ended."));
            answers.add(Optional.empty());
        }
    }
}
