package io.serval.faults;

import java.nio.file.Path;

/**
 * What a run does. All that it leaves to chance comes from the seed: which faults strike, in which order, whom, and for how
 * long. When exactly they strike also depends on how fast the machine is.
 *
 * @param clients how many watch; a third each by server-sent events, by a WebSocket for one stream, and by a socket of many
 * @param kills how many processes are killed, of the server and of PostgreSQL
 * @param folder where the server keeps its data and its log; it exists and is empty
 */
public record Plan(long seed, int clients, int kills, Path folder) {
    static final int COUNTERS = 50;

    /** Where the server keeps its data. */
    Path data() {
        return folder.resolve("data");
    }

    /** What the server says. */
    Path log() {
        return folder.resolve("server.log");
    }

    /** @throws IllegalArgumentException if nobody would watch, or nothing would be killed */
    public Plan {
        if (clients < 3 || kills < 1) {
            throw new IllegalArgumentException("A run needs three clients and one kill at least.");
        }
    }
}
