package io.serval.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java does not send by itself. */
final class Signals {
    private Signals() {}

    /** Stops these processes where they are, and lets them go on after a while. */
    static void pause(List<ProcessHandle> processes, int millis) throws IOException, InterruptedException {
        send("-STOP", processes);
        try {
            Thread.sleep(millis);
        } finally {
            send("-CONT", processes);
        }
    }

    /** To those that are still there. */
    private static void send(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
