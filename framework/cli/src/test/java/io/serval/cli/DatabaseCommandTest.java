package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.live.Log;
import io.serval.live.Page;
import io.serval.live.Topic;
import io.serval.sql.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("./serval db new-epoch")
class DatabaseCommandTest {
    private static final Topic<String> TOPIC = Topic.of("a", String.class);

    @TempDir
    private Path data;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int run(String... args) {
        var print = new PrintStream(told, true, StandardCharsets.UTF_8);
        return DatabaseCommand.run(args, Map.of(), print, print);
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private static void append(Database database, Log log) {
        database.transact(tx -> {
            log.append(tx, TOPIC, "event");
        });
    }

    @Test
    @DisplayName("gives all topics of a stopped database new epochs, and stops the server again")
    void stopped() {
        String before;
        try (Database database = Database.embedded(data);
                Log log = Log.open(database)) {
            append(database, log);
            before = log.position(TOPIC);
        }

        assertThat(run("new-epoch", "--data", data.toString())).isZero();

        assertThat(told()).contains("new epochs for 1 topics");
        try (Database database = Database.embedded(data);
                Log log = Log.open(database)) {
            assertThat(log.position(TOPIC)).isNotEqualTo(before).endsWith(":1");
            assertThat(log.read(TOPIC, Optional.of(before), 9).reset()).isTrue();
        }
    }

    @Test
    @DisplayName("does so while the application runs, whose readers start anew")
    void running() throws Exception {
        var pages = new LinkedBlockingQueue<Page<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Database database = Database.embedded(data);
                Log log = Log.open(database)) {
            append(database, log);
            threads.submit(() -> log.tail(TOPIC, Optional.empty(), pages::add));
            assertThat(pages.poll(30, TimeUnit.SECONDS)).isNotNull();

            assertThat(run("new-epoch", "--data", data.toString())).isZero();

            Page<String> reset = pages.poll(30, TimeUnit.SECONDS);
            assertThat(reset).isNotNull();
            assertThat(reset.reset()).isTrue();
            assertThat(reset.events()).hasSize(1);
        }
    }

    @Test
    @DisplayName("ends with 64 and what to do if there is no database, or the command is another")
    void usage() {
        assertThat(run("new-epoch", "--data", data.toString())).isEqualTo(64);
        assertThat(told()).contains("There is no database in " + data, "--database-url");
        assertThat(run("drop")).isEqualTo(64);
        assertThat(run("new-epoch", "--no-flag")).isEqualTo(64);
    }
}
