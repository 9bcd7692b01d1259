package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.live.internal.Partitions;
import io.serval.sql.Database;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PartitionsTest {
    private final Database database;

    PartitionsTest(Database database) {
        this.database = database;
    }

    private List<String> partitionsOfEvents() {
        return database.read(tx -> tx.query(
                "select distinct relname as partition from serval.event join pg_class on pg_class.oid = event.tableoid",
                row -> row.string("partition")));
    }

    @Test
    @DisplayName("events land in the partition of their day; there are partitions for the week ahead")
    void ahead() {
        try (Log log = Log.open(database)) {
            database.transact(tx -> {
                log.append(tx, Topic.of("a", Tick.class), new Tick("x", 1));
            });
            assertThat(partitionsOfEvents()).singleElement().asString().matches("event_\\d{8}");
            long partitions = database.read(tx -> tx.query(
                            "select count(*) as n from pg_inherits where inhparent = 'serval.event'::regclass",
                            row -> row.longValue("n"))
                    .getFirst());
            assertThat(partitions).as("eight days and the default").isEqualTo(9);
        }
    }

    @Test
    @DisplayName("events that found no partition of their day are kept, and moved when there is one")
    void late() {
        try (Log log = Log.open(database)) {
            String today = database.read(tx -> tx.query(
                            "select to_char(now() at time zone 'UTC', 'YYYYMMDD') as today", row -> row.string("today"))
                    .getFirst());
            database.transact(tx -> {
                tx.update("drop table serval.event_" + today);
            });
            database.transact(tx -> {
                log.append(tx, Topic.of("a", Tick.class), new Tick("x", 1));
            });
            assertThat(partitionsOfEvents()).containsExactly("event_default");

            new Partitions(database).run();

            assertThat(partitionsOfEvents()).containsExactly("event_" + today);
        }
    }
}
