package io.serval.faults;

import io.serval.faults.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The application in a process of its own, which is started again whenever it has ended, as a service manager would. */
final class Server implements AutoCloseable {
    /** Below the ports that clients are given: one that connects while nobody listens could be connected to itself. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int SECONDS_TO_STOP = 60;

    private final Plan plan;
    private final int port;
    private volatile Process process;
    private volatile boolean closing;

    /** Starts it. */
    Server(Plan plan, Random random) throws IOException {
        this.plan = plan;
        this.port = freePort(random);
        this.process = launch();
        Thread.ofVirtual().start(this::keep);
    }

    private static int freePort(Random random) throws IOException {
        while (true) {
            int port = FIRST_PORT + random.nextInt(PORTS);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (BindException e) {
                // Another has it: try the next.
            }
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Site.class.getName(),
                        "--port",
                        Integer.toString(port),
                        "--data",
                        plan.data().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()))
                .start();
    }

    private void keep() {
        while (!closing) {
            process.onExit().join();
            launchAgain();
        }
    }

    private synchronized void launchAgain() {
        try {
            if (!closing) {
                process = launch();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Asks it to end, and waits until it has.
     *
     * @throws IllegalStateException if it does not within a minute
     */
    void terminate() {
        Process stopping = process;
        stopping.destroy();
        if (stopping.onExit()
                .completeOnTimeout(stopping, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            stopping.destroyForcibly();
            throw new IllegalStateException("The server did not stop within " + SECONDS_TO_STOP + " s.");
        }
    }

    void pause(int millis) throws IOException, InterruptedException {
        Signals.pause(List.of(process.toHandle()), millis);
    }

    /** Ends it for good, and its PostgreSQL with it. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        terminate();
    }
}
