package io.serval.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code ./serval bench faults}. The system properties {@code faults.seed}, {@code faults.clients} and
 * {@code faults.kills} make it another one.
 */
class FaultsTest {
    private static final long SEED = Long.getLong("faults.seed", 1);
    private static final int CLIENTS = Integer.getInteger("faults.clients", 300);
    private static final int KILLS = Integer.getInteger("faults.kills", 8);

    @Test
    @DisplayName("G-29: whatever is killed, paused or cut: each client shows what the log holds, once and in order")
    void nothingIsLost(@TempDir Path folder) throws Exception {
        Verdict verdict = Trial.run(new Plan(SEED, CLIENTS, KILLS, folder), _ -> {});

        assertThat(verdict.kept()).as(verdict.toString()).isTrue();
        assertThat(verdict.kills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(verdict.volume().shown()).isGreaterThan(verdict.volume().written());
    }
}
