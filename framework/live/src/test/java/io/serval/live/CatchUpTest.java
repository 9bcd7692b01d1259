package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
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
