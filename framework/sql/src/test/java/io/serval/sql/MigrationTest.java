package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class MigrationTest {
    private static final ClassLoader LOADER = MigrationTest.class.getClassLoader();

    private final Database database;

    MigrationTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void clean() {
        database.transact(tx -> {
            tx.update("drop schema if exists serval cascade");
            tx.update("drop schema public cascade");
            tx.update("create schema public");
        });
    }

    @Test
    @DisplayName("framework and application migrate apart, each with its own history")
    void twoHistories() {
        database.migrate("serval", LOADER, "classpath:io/serval/sql/test/framework");
        database.migrate("public", LOADER, "classpath:io/serval/sql/test/application");
        database.migrate("public", LOADER, "classpath:io/serval/sql/test/application");

        assertThat(count("select count(*) as n from serval.thing")).isZero();
        assertThat(count("select count(*) as n from parcel")).isEqualTo(1);
        assertThat(count("select count(*) as n from serval.flyway_schema_history where version = '1'"))
                .isEqualTo(1);
        assertThat(count("select count(*) as n from public.flyway_schema_history where version is not null"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("nodes that migrate at once wait for each other")
    void atOnce() {
        var nodes = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
            nodes.add(CompletableFuture.runAsync(
                    () -> database.migrate("public", LOADER, "classpath:io/serval/sql/test/application"),
                    Thread::startVirtualThread));
        }
        nodes.forEach(CompletableFuture::join);

        assertThat(count("select count(*) as n from parcel")).isEqualTo(1);
    }

    @Test
    @DisplayName("a broken migration fails, names itself and leaves nothing half done")
    void broken() {
        assertThatThrownBy(() -> database.migrate("public", LOADER, "classpath:io/serval/sql/test/broken"))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("V1__broken.sql");

        assertThat(count("select count(*) as n from pg_tables where tablename = 'half'"))
                .isZero();
    }

    private int count(String sql) {
        return database.read(tx -> tx.one(sql, row -> row.intValue("n"))).orElseThrow();
    }
}
