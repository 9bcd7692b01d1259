package tracking.demo;

import io.serval.core.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The simulated carriers, as a process of their own: {@code ./serval run carriers}. It ends when its standard input is
 * closed, so it also ends when this process is killed.
 */
final class Simulator implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final URI address;

    private Simulator(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the process and returns once it serves.
     *
     * @param launcher the launcher of this checkout
     * @param data where it keeps its state
     * @throws IOException if it does not start; its own messages went to stderr
     */
    static Simulator start(Path launcher, Path data) throws IOException {
        var builder = new ProcessBuilder(
                        List.of(launcher.toString(), "run", "carriers", "--port", "0", "--data", data.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CARRIERS_STOP_WITH_STDIN", "1");
        Process process = builder.start();
        // Not closed: closing the reader would close the pipe under a process that may still write.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line;
        // Reading from a process does not hear interrupts, but ends with the process.
        try (var _ = Scope.current().onCancel(process::destroy)) {
            line = output.readLine();
        }
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IOException("The simulated carriers did not start: expected 'ready …', got '" + line + "'.");
        }
        return new Simulator(process, URI.create(line.substring(READY.length())));
    }

    /** The address of all three carriers. */
    URI address() {
        return address;
    }

    /** Whether the process still runs. */
    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
