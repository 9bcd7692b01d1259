package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ConnectTest {
    @Test
    @DisplayName("a URL opens a database that somebody else runs, and closing it leaves that running")
    void connects(@TempDir Path data) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Database own = server.open("app")) {
            String password = Files.readString(data.resolve("postgres/password"));

            try (Database database =
                    Database.connect("postgres://serval:" + password + "@127.0.0.1:" + server.port() + "/app")) {
                assertThat(database.<String, RuntimeException>read(
                                tx -> tx.query("select current_database() as d", row -> row.string("d"))
                                        .getFirst()))
                        .isEqualTo("app");
            }

            assertThat(own.<Integer, RuntimeException>read(_ -> 1)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a time for the network in the URL holds again once a limit is lifted")
    void networkTime(@TempDir Path data) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Database own = server.open("app")) {
            String password = Files.readString(data.resolve("postgres/password"));
            String url = "postgres://serval:" + password + "@127.0.0.1:" + server.port() + "/app?socketTimeout=1";
            TxAction<RuntimeException> lifted = tx -> {
                tx.limit(Optional.of(Duration.ofSeconds(30)));
                tx.limit(Optional.empty());
                tx.query("select pg_sleep(60)::text as slept", row -> true);
            };

            try (Database database = Database.connect(url)) {
                assertThatThrownBy(() -> database.transact(lifted))
                        .isInstanceOfSatisfying(
                                SqlException.class, e -> assertThat(e.state()).isEqualTo("08006"));
            }
        }
    }

    @Test
    @DisplayName("a server that is not there, and a refused account, are errors that name the address only")
    void refused(EmbeddedPostgres server) {
        assertThatThrownBy(() -> Database.connect("postgres://u:secret@127.0.0.1:1/app"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("//127.0.0.1:1/app")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> Database.connect("postgres://serval:wrong@127.0.0.1:" + server.port() + "/postgres"))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.state()).isEqualTo("28P01"));
    }
}
