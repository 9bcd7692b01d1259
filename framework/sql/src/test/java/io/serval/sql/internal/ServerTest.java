package io.serval.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
    @Test
    @DisplayName("a JDBC URL is taken as it is")
    void jdbc() {
        Server server = Server.of("jdbc:postgresql://db:5433/shop?user=u&password=secret&sslmode=require");

        assertThat(server.jdbcUrl().get())
                .isEqualTo("jdbc:postgresql://db:5433/shop?user=u&password=secret&sslmode=require");
        assertThat(server.where()).isEqualTo("//db:5433/shop");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"postgres", "postgresql"})
    @DisplayName("a PostgreSQL URI is taken apart, its account decoded")
    void uri(String scheme) {
        Server server = Server.of(scheme + "://u%40x:p%3Aa+s%2Fs@db.example:5433/shop?sslmode=require");

        assertThat(server.jdbcUrl().get()).isEqualTo("jdbc:postgresql://db.example:5433/shop?sslmode=require");
        assertThat(server.login()).containsEntry("user", "u@x").containsEntry("password", "p:a+s/s");
    }

    @Test
    @DisplayName("a PostgreSQL URI may leave out account and port")
    void shortUri() {
        Server server = Server.of("postgres://db/shop");

        assertThat(server.jdbcUrl().get()).isEqualTo("jdbc:postgresql://db/shop");
        assertThat(server.login()).doesNotContainKey("user");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "mysql://db/shop",
                "jdbc:mysql://db/secret",
                "jdbc:postgresql://db:port/secret",
                "postgres://db",
                "postgres://db/",
                "postgres://u:se cret@db/shop",
                "postgres:///secret"
            })
    @DisplayName("anything else is refused without repeating the secret in it")
    void malformed(String url) {
        assertThatThrownBy(() -> Server.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://host:port/name")
                .message()
                .doesNotContain("cret");
    }
}
