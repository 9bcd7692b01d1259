package io.serval.sql.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The end of a program.
 *
 * @param exit its exit code; 0 is success
 * @param output what it wrote to both of its outputs
 */
record Command(int exit, String output) {
    /** Runs a program to its end. Not disturbed by interrupts, which would leave it half done. */
    static Command run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Settings for libpq and the locale of whoever starts us must not reach the server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(exit(process), output.strip());
    }

    boolean succeeded() {
        return exit == 0;
    }

    private static int exit(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
