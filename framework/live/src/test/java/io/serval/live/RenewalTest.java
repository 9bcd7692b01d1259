package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class RenewalTest {
    @Test
    @DisplayName(
            "G-29: with new epochs streams that are open, and clients that come back, get a reset and a fresh snapshot")
    void streams(PostgresExtension.Fresh fresh) throws Exception {
        try (Site site = Site.on(fresh.database());
                Database other = fresh.server().another(fresh.name());
                EventSource events = site.events("/counts/a")) {
            assertThat(events.next().field("retry")).isPresent();
            events.next();
            site.append("a", 1, 3);
            events.ticks(2);
            String last = events.next().id();

            assertThat(Log.renewEpochs(other)).isEqualTo(1);

            JsonNode open = events.next().data();
            assertThat(open.get("reset").booleanValue()).isTrue();
            assertThat(open.get("snapshot").get("count").intValue()).isEqualTo(3);
            site.append("a", 4, 4);
            assertThat(events.ticks(1)).containsExactly(4L);
            JsonNode back = site.page("/counts/a?after=" + last);
            assertThat(back.get("reset").booleanValue()).isTrue();
            assertThat(back.get("snapshot").get("count").intValue()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName(
            "after a restore that lost events, new epochs have tails start anew, and miss nothing that is appended then")
    void restored(PostgresExtension.Fresh fresh) throws Exception {
        Topic<Tick> topic = Topic.of("a", Tick.class);
        Database database = fresh.database();
        var pages = new LinkedBlockingQueue<Page<Tick>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Log log = Log.open(database)) {
            for (long n = 1; n <= 5; n++) {
                Site.append(log, database(database), "a", new Tick("x", n));
            }
            threads.submit(() -> log.tail(topic, Optional.empty(), pages::add));
            assertThat(next(pages).events()).hasSize(5);

            // What a restore leaves: the topic as it was before its last two events.
            database.transact(tx -> {
                tx.update("delete from serval.event where \"offset\" > 3");
                tx.update("update serval.topic set top = 3");
            });
            Log.renewEpochs(database);

            Site.append(log, database, "a", new Tick("x", 6));
            var shown = new ArrayList<Long>();
            while (!shown.contains(6L)) {
                Page<Tick> page = next(pages);
                if (page.reset()) {
                    shown.clear();
                }
                page.events().forEach(recorded -> shown.add(recorded.event().n()));
            }
            assertThat(shown).containsExactly(1L, 2L, 3L, 6L);
        }
    }

    /** The counts of {@link Site} are not there in this test's database. */
    private static Database database(Database database) {
        database.transact(tx -> {
            tx.update("create table if not exists public.counted (topic text primary key, count bigint not null)");
        });
        return database;
    }

    private static Page<Tick> next(LinkedBlockingQueue<Page<Tick>> pages) throws InterruptedException {
        Page<Tick> page = pages.poll(30, TimeUnit.SECONDS);
        assertThat(page).isNotNull();
        return page;
    }
}
