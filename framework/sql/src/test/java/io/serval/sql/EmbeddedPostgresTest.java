package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    private Path data;

    @AfterEach
    void leavesNoProcess() {
        assertThat(Servers.processes(data)).isEmpty();
    }

    @Test
    @DisplayName("a start after a stop finds what was committed")
    void restarts() {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 3);
        }
        try (Database database = Database.embedded(data)) {
            assertThat(numbers(database)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    @DisplayName("the server is durable, local, and asks for the password")
    void settings() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Database database = server.open("app")) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "data_checksums")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "unix_socket_directories")).isEmpty();
            assertThat(setting(database, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(database, "client_connection_check_interval")).isEqualTo("250ms");
            assertThat(Files.getPosixFilePermissions(data.resolve("postgres/password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/app";
            assertThatThrownBy(() -> DriverManager.getConnection(url, "serval", "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThatThrownBy(() -> DriverManager.getConnection(url, "serval", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @DisplayName("a second user of one data directory is refused and told who has it")
    void oneProcessPerDirectory() throws Exception {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 1);

            assertThatThrownBy(() -> Database.embedded(data))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("is in use by this process");
            Process other = killedProcess(data);
            String output = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).isNotZero();
            assertThat(output)
                    .contains("is in use by process " + ProcessHandle.current().pid() + ".")
                    .contains("--data");

            assertThat(numbers(database)).containsExactly(1L);
        }
    }

    @Test
    @DisplayName(
            "a thousand acknowledged commits are all there after kill -9 of PostgreSQL; the pool recovers by itself")
    void survivesAKilledServer() throws Exception {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 1_000);
            long killed = Servers.postmaster(data);

            Servers.kill(killed);

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> insert(database, 1_001, 1_001) && Servers.postmaster(data) != killed);
            assertThat(numbers(database))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 1_001).boxed().toList());
        }
    }

    @Test
    @DisplayName("a server killed again and again comes back each time, even with statements under way")
    void survivesManyKills() throws Exception {
        try (Database database = Database.embedded(data)) {
            for (long n = 1; n <= 5; n++) {
                long number = n;
                long killed = Servers.postmaster(data);
                Thread busy = Thread.startVirtualThread(() -> busyUntilKilled(database));
                await().until(() -> busyStatements(database) == 1);

                Servers.kill(killed);

                await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> insert(database, number, number));
                assertThat(Servers.postmaster(data)).isNotEqualTo(killed);
                busy.join();
            }
            assertThat(numbers(database)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    @DisplayName("a server that cannot start is tried again, on another port if its own is taken; the pool follows")
    void movesToAnotherPort() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Database database = server.open("app")) {
            insert(database, 1, 1);
            int port = server.port();
            Path control = Servers.cluster(data).resolve("global/pg_control");
            Path aside = Files.move(control, control.resolveSibling("aside"));
            Servers.kill(Servers.postmaster(data));
            try (var squatter = new ServerSocket()) {
                await().ignoreExceptions().until(() -> {
                    squatter.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    return true;
                });
                Files.move(aside, control);

                await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> insert(database, 2, 2));
                assertThat(server.port()).isNotEqualTo(port);
            }
            assertThat(numbers(database)).containsExactly(1L, 2L);
        }
    }

    @Test
    @DisplayName("a server that a killed process left alive is adopted, with all that was acknowledged")
    void adopts() throws Exception {
        long acknowledged = acknowledgedBeforeKill(200);
        long left = Servers.postmaster(data);

        try (Database database = Database.embedded(data)) {
            assertThat(Servers.postmaster(data)).isEqualTo(left);
            assertThat(numbers(database))
                    .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
        }
    }

    @Test
    @DisplayName("after kill -9 of the process and then of PostgreSQL a start finds all that was acknowledged")
    void survivesBothKilled() throws Exception {
        long acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            acknowledged = acknowledgedBeforeKill(50);
            Servers.kill(Servers.postmaster(data));
        }

        try (Database database = Database.embedded(data)) {
            assertThat(numbers(database))
                    .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
        }
    }

    @Test
    @DisplayName(
            "a pid file whose process is gone, or is somebody else's by now, does not keep the server from starting")
    void stalePidFile() throws Exception {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 1);
        }
        Path pidFile = Servers.cluster(data).resolve("postmaster.pid");
        for (long pid :
                List.of((long) Integer.MAX_VALUE, ProcessHandle.current().pid(), 1L)) {
            Files.writeString(pidFile, """
                    %d
                    %s
                    1700000000
                    5432

                    127.0.0.1
                      1000001         7
                    ready
                    """.formatted(pid, Servers.cluster(data)));

            try (Database database = Database.embedded(data)) {
                assertThat(numbers(database)).containsExactly(1L);
            }
        }
    }

    @Test
    @DisplayName("a start that was killed while it made the files leaves nothing in the way of the next")
    void halfMade() throws Exception {
        Path root = Files.createDirectories(data.resolve("postgres"));
        Files.writeString(Files.createDirectories(root.resolve("data-18.part")).resolve("PG_VERSION"), "18");

        try (Database database = Database.embedded(data)) {
            assertThat(insert(database, 1, 1)).isTrue();
        }
        assertThat(root.resolve("data-18.part")).doesNotExist();
    }

    @Test
    @DisplayName("broken files are an error that quotes the server's log, and give the directory free again")
    void brokenFiles() throws Exception {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 1);
        }
        Path control = Servers.cluster(data).resolve("global/pg_control");
        Path aside = control.resolveSibling("aside");
        Files.move(control, aside);

        assertThatThrownBy(() -> Database.embedded(data))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("pg_control");

        Files.move(aside, control);
        try (Database database = Database.embedded(data)) {
            assertThat(numbers(database)).containsExactly(1L);
        }
    }

    @Test
    @DisplayName("databases of another major version are refused, not passed over")
    void otherMajor() throws Exception {
        Files.createDirectories(data.resolve("postgres/data-17"));

        assertThatThrownBy(() -> Database.embedded(data))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("data-17");
    }

    @Test
    @DisplayName("a pooled connection that another session ended is replaced")
    void replacesEndedConnections() {
        try (Database database = Database.embedded(data)) {
            insert(database, 1, 1);
            database.transact(tx -> {
                tx.query(
                        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                                + " and backend_type = 'client backend'",
                        _ -> true);
            });

            await().ignoreExceptions().until(() -> numbers(database).equals(List.of(1L)));
        }
    }

    /** Runs a process that commits, kills it after some commits, and returns the last number that it saw committed. */
    private long acknowledgedBeforeKill(int commits) throws Exception {
        Process process = killedProcess(data);
        long last = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < commits; i++) {
                String line = lines.readLine();
                assertThat(line).as("the process ended early").isNotNull();
                last = Long.parseLong(line);
            }
            Servers.kill(process.pid());
            String line;
            while ((line = lines.readLine()) != null && !line.isBlank()) {
                last = Long.parseLong(line);
            }
        }
        return last;
    }

    private static Process killedProcess(Path data) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), KilledProcess.class.getName(), data.toString());
        builder.redirectError(ProcessBuilder.Redirect.PIPE);
        return builder.start();
    }

    private static boolean insert(Database database, long from, long to) {
        database.transact(tx -> {
            tx.update("create table if not exists number (n bigint primary key)");
        });
        for (long n = from; n <= to; n++) {
            long number = n;
            database.transact(tx -> {
                tx.update("insert into number values (?) on conflict do nothing", number);
            });
        }
        return true;
    }

    private static List<Long> numbers(Database database) {
        return database.read(tx -> tx.query("select n from number order by n", row -> row.longValue("n")));
    }

    private static void busyUntilKilled(Database database) {
        assertThatThrownBy(() -> database.read(
                        tx -> tx.query("select count(*) from generate_series(1, 100000000000) /* busy */", _ -> true)))
                .isInstanceOf(SqlException.class);
    }

    private static int busyStatements(Database database) {
        return database.read(tx -> tx.one(
                        "select count(*) as n from pg_stat_activity where state = 'active' and query like '%' || ?",
                        row -> row.intValue("n"), "/* busy */"))
                .orElseThrow();
    }

    private static String setting(Database database, String name) {
        return database.read(tx -> tx.one("select current_setting(?) as v", row -> row.string("v"), name))
                .orElseThrow();
    }
}
