package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactTest {
    @Test
    void works(@TempDir Path data) {
        try (Database db = Database.embedded(data)) {
            String v = db.<String, RuntimeException>transact(
                    tx -> tx.one("select version() as v", r -> r.string("v")).orElseThrow());
            assertThat(v).startsWith("PostgreSQL 18");
            db.transact(tx -> {
                tx.update("create table a(b int)");
            });
            int x = db.read(tx -> tx.query("select count(*) as n from a", r -> r.intValue("n"))
                    .getFirst());
            assertThat(x).isZero();
        }
    }
}
