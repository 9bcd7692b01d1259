package io.serval.sql.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about a running server (PostgreSQL's {@code pidfile.h}).
 *
 * @param pid the server's process
 * @param port the port that it listens on
 */
record PidFile(long pid, int port) {
    private static final int PORT_LINE = 3;

    /** Above the largest process id of any system. */
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    /** Reads the file of a cluster; empty if there is none, or it is being written. */
    static Optional<PidFile> read(Path cluster) throws IOException {
        List<String> lines = lines(cluster);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PidFile(
                    Long.parseLong(lines.getFirst().strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the file name no process. For a server that is gone and whose process id another program has by now:
     * PostgreSQL would take that for the server. The rest of the file stays, so that it still finds, and refuses to
     * share, the memory of the old server's last children.
     */
    static void disown(Path cluster) throws IOException {
        var lines = new ArrayList<>(lines(cluster));
        if (!lines.isEmpty()) {
            lines.set(0, NOBODY);
            Files.write(file(cluster), lines);
        }
    }

    private static List<String> lines(Path cluster) throws IOException {
        try {
            return Files.readAllLines(file(cluster));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
