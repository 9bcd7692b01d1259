package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Needs an empty file system of its own, of some 400 MB: {@code mount -t tmpfs -o size=400m tmpfs /mnt/small}. */
@EnabledIfSystemProperty(named = "serval.small-disk", matches = ".+")
class DiskFullTest {
    private static final Topic<String> TOPIC = Topic.of("a", String.class);
    private static final int LEFT = 8 * 1024 * 1024;

    private final Path disk = Path.of(System.getProperty("serval.small-disk"));

    @Test
    @DisplayName(
            "a full disk fails the append and its whole transaction with a clear error; with room again, it goes on")
    void full() throws Exception {
        Path data = Files.createDirectory(disk.resolve("data"));
        try (Database database = Database.embedded(data);
                Log log = Log.open(database)) {
            database.transact(tx -> {
                tx.update("create table public.state (n bigint not null)");
                tx.update("insert into public.state values (0)");
                // The log of PostgreSQL itself has its files made, so that the tables are what finds no room.
                tx.update("create table public.filler as select repeat('x', 1000) as x from generate_series(1, 60000)");
            });
            database.transact(tx -> {
                tx.update("drop table public.filler");
            });
            String event = incompressible(4_000_000);
            append(database, log, 1, "small");
            Path filler = fill();

            SqlException error =
                    catchThrowableOfType(SqlException.class, () -> append(database, log, 2, event, event, event));

            assertThat(error.state()).isEqualTo("53100");
            assertThat(error).hasMessageContaining("No space left on device");
            assertThat(state(database)).isEqualTo(1);
            assertThat(log.position(TOPIC)).endsWith(":1");

            Files.delete(filler);
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                append(database, log, 3, "again");
                return true;
            });
            assertThat(state(database)).isEqualTo(3);
            List<String> events = log.read(TOPIC, Optional.empty(), 9).events().stream()
                    .map(Recorded::event)
                    .toList();
            assertThat(events).containsExactly("small", "again");
        }
    }

    private static void append(Database database, Log log, long n, String... events) {
        database.transact(tx -> {
            tx.update("update public.state set n = ?", n);
            log.append(tx, TOPIC, events);
        });
    }

    private static long state(Database database) {
        return database.read(tx ->
                tx.one("select n from public.state", row -> row.longValue("n")).orElseThrow());
    }

    private static String incompressible(int length) {
        var bytes = new byte[length / 2];
        new Random(1).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        FileStore store = Files.getFileStore(disk);
        byte[] megabyte = new byte[1024 * 1024];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (store.getUsableSpace() > LEFT) {
                out.write(megabyte);
            }
        }
        return filler;
    }
}
