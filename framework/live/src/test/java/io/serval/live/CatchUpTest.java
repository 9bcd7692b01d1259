package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class CatchUpTest {
    private static final int TOPICS = 4;
    private static final int CLIENTS = 80;
    private static final int MISSED = 300;

    @Test
    @DisplayName("what this process commits reaches those who keep up without a read of the log")
    void unread(Database database) throws Exception {
        // A sweep that finds somebody there for the first time has their topics read; this one has no time to.
        try (Site site = Site.on(database, LogSettings.DEFAULT.withSweep(Duration.ofHours(1)));
                EventSource events = site.events("/ticks/a");
                SocketClient socket = site.socket("/ticks/a")) {
            site.append("a", 1, 1);
            assertThat(events.ticks(1)).containsExactly(1L);
            assertThat(socket.ticks(1)).containsExactly(1L);
            // A topic is read once when somebody begins to follow it.
            await().until(() -> site.log().reads() == 1);

            site.append("a", 2, 101);

            List<Long> rest = LongStream.rangeClosed(2, 101).boxed().toList();
            assertThat(events.ticks(100)).isEqualTo(rest);
            assertThat(socket.ticks(100)).isEqualTo(rest);
            assertThat(site.log().reads()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "clients that come back at once with the same gap are right, by reads for each topic and not for each of them")
    void storm(Database database) throws Exception {
        try (Site site = Site.on(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var positions = new ArrayList<String>();
            for (int topic = 0; topic < TOPICS; topic++) {
                site.append("t" + topic, 1, 1);
                positions.add(site.page("/ticks/t" + topic).get("position").stringValue());
                site.append("t" + topic, 2, 1 + MISSED);
            }
            long before = site.log().reads();
            var clients = new ArrayList<Future<List<Long>>>();
            for (int client = 0; client < CLIENTS; client++) {
                int topic = client % TOPICS;
                clients.add(threads.submit(() -> {
                    try (SocketClient socket = site.socket("/ticks/t" + topic + "?after=" + positions.get(topic))) {
                        socket.next();
                        return socket.ticks(MISSED);
                    }
                }));
            }
            List<Long> missed = LongStream.rangeClosed(2, 1 + MISSED).boxed().toList();
            for (Future<List<Long>> client : clients) {
                assertThat(client.get()).isEqualTo(missed);
            }
            // Each topic is let go of when its last client leaves: a new hub may read once more.
            assertThat(site.log().reads() - before).isLessThan(CLIENTS);
        }
    }
}
