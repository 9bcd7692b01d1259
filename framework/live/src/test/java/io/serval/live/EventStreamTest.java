package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.sql.Database;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class EventStreamTest {
    private final PostgresExtension.Fresh fresh;
    private final Database database;
    private final Site site;

    EventStreamTest(PostgresExtension.Fresh fresh) {
        this.fresh = fresh;
        this.database = fresh.database();
        this.site = Site.on(database, Site.QUICK);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<String> positions(String topic) throws Exception {
        var positions = new ArrayList<String>();
        site.page("/ticks/" + topic + "?limit=200")
                .get("events")
                .forEach(event -> positions.add(event.get("position").stringValue()));
        return positions;
    }

    private static List<String> ids(EventSource events, int count) throws InterruptedException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(events.next().id());
        }
        return ids;
    }

    /** Whether nobody follows anything. */
    private boolean idle() {
        return site.log().fanout().idle();
    }

    @Test
    @DisplayName(
            "U-03, row 137: what was appended, and what comes, is sent as events whose ids are the page's positions")
    void ids() throws Exception {
        site.append("a", 1, 3);
        try (EventSource events = site.events("/ticks/a")) {
            assertThat(events.next().field("retry")).isPresent();
            List<String> ids = ids(events, 3);
            site.append("a", 4, 6);
            ids.addAll(ids(events, 3));

            assertThat(ids).isEqualTo(positions("a"));
        }
    }

    @Test
    @DisplayName("U-03: the header says what is sent, that it is not to be stored, nor held back by a proxy")
    void header() throws Exception {
        try (EventSource events = site.events("/ticks/a")) {
            var headers = events.response().headers();
            assertThat(headers.firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("Vary")).hasValue("Accept");
            assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(headers.map())
                    .as("what HTTP/2 forbids (RFC 9113 §8.2.2)")
                    .doesNotContainKeys("connection", "keep-alive", "proxy-connection", "upgrade");
        }
    }

    @Test
    @DisplayName("U-03: what is appended reaches all who follow, each event once and in order")
    void broadcast() throws Exception {
        var followers = new ArrayList<EventSource>();
        try {
            for (int i = 0; i < 40; i++) {
                followers.add(site.events("/ticks/a"));
            }
            site.append("a", 1, 50);

            for (EventSource follower : followers) {
                assertThat(follower.ticks(50)).isEqualTo(range(1, 50));
            }
        } finally {
            for (EventSource follower : followers) {
                follower.close();
            }
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("row 137: each event is the whole envelope")
    void envelope() throws Exception {
        site.append("a", 1, 1);
        try (EventSource events = site.events("/ticks/a")) {
            events.next();
            EventSource.Block block = events.next();

            String id = block.id();
            assertThat(block.field("data"))
                    .hasValue("{\"position\":\"" + id + "\",\"events\":[{\"position\":\"" + id
                            + "\",\"data\":{\"by\":\"site\",\"n\":1}}]}");
        }
    }

    @Test
    @DisplayName("U-03, row 137: a stream cut anywhere goes on with Last-Event-ID, without a gap and without a repeat")
    void resumed() throws Exception {
        site.append("a", 1, 2);
        var seen = new ArrayList<String>();
        try (EventSource events = site.events("/ticks/a")) {
            events.next();
            seen.addAll(ids(events, 2));
        }
        for (int cut = 0; cut < 10; cut++) {
            int from = 3 + cut * 5;
            site.append("a", from, from + 2);
            try (EventSource events = site.events("/ticks/a", "Last-Event-ID", seen.getLast())) {
                events.next();
                site.append("a", from + 3, from + 4);
                seen.addAll(ids(events, 5));
            }
        }

        assertThat(seen).isEqualTo(positions("a"));
    }

    @Test
    @DisplayName("Last-Event-ID beats the position in the address, which is older")
    void lastEventId() throws Exception {
        site.append("a", 1, 5);
        List<String> positions = positions("a");
        try (EventSource events =
                site.events("/ticks/a?after=" + positions.get(1), "Last-Event-ID", positions.get(3))) {
            assertThat(events.ticks(1)).containsExactly(5L);
        }
        try (EventSource events = site.events("/ticks/a?after=" + positions.get(1))) {
            assertThat(events.ticks(3)).containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    @DisplayName("a state is sent first; a position that is not known gets a reset with a new one")
    void state() throws Exception {
        site.append("a", 1, 3);
        try (EventSource events = site.events("/counts/a")) {
            events.next();
            JsonNode start = events.next().data();
            site.append("a", 4, 4);

            assertThat(start.get("snapshot").get("count").longValue()).isEqualTo(3);
            assertThat(events.ticks(1)).containsExactly(4L);
        }
        try (EventSource events = site.events("/counts/a", "Last-Event-ID", "0000:2")) {
            events.next();
            JsonNode start = events.next().data();

            assertThat(start.get("reset").booleanValue()).isTrue();
            assertThat(start.get("snapshot").get("count").longValue()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("snapshot plus events is the whole, however many write while readers join")
    void consistent() throws Exception {
        int writers = 4;
        int each = 40;
        int total = writers * each;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "writer-" + writer;
                readers.add(threads.submit(() -> {
                    for (int n = 1; n <= each; n++) {
                        site.append("a", new Tick(name, n));
                    }
                }));
            }
            for (int reader = 0; reader < 12; reader++) {
                readers.add(threads.submit(() -> {
                    try (EventSource events = site.events("/counts/a")) {
                        events.next();
                        JsonNode start = events.next().data();
                        int count = start.get("snapshot").get("count").intValue();
                        List<String> ids = ids(events, total - count);
                        List<String> positions = positionsUpTo(total);
                        assertThat(ids).isEqualTo(positions.subList(count, total));
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    private List<String> positionsUpTo(int total) throws Exception {
        List<String> positions = positions("a");
        assertThat(positions).hasSize(total);
        return positions;
    }

    @Test
    @DisplayName("row 137: a stream with nothing to say says that it is alive")
    void heartbeat() throws Exception {
        try (EventSource events = site.events("/ticks/a")) {
            assertThat(events.nextComment()).isEqualTo(":");
            assertThat(events.nextComment()).isEqualTo(":");
        }
    }

    @Test
    @DisplayName("Z-11, row 137: a client that leaves is let go of, and so is its topic")
    void left() throws Exception {
        try (EventSource events = site.events("/ticks/a")) {
            events.next();
            await().until(() -> !idle());
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("closing the log ends the stream")
    void closed() throws Exception {
        try (EventSource events = site.events("/ticks/a")) {
            events.next();
            await().until(() -> !idle());
            site.log().close();

            events.awaitEnd();
            assertThat(idle()).isTrue();
        }
        try (EventSource events = site.events("/ticks/a")) {
            events.awaitEnd();
            assertThat(idle()).isTrue();
        }
    }

    @Test
    @DisplayName("what another process commits is found by the sweep")
    void foreign() throws Exception {
        site.append("a", 1, 1);
        try (EventSource events = site.events("/ticks/a");
                Database other = fresh.server().another(fresh.name());
                Log foreign = Log.open(other)) {
            assertThat(events.ticks(1)).containsExactly(1L);
            for (long n = 2; n <= 6; n++) {
                Site.append(foreign, other, "a", new Tick("foreign", n));
                assertThat(events.ticks(1)).containsExactly(n);
            }
        }
    }

    @Test
    @DisplayName("a transaction that began before others and commits after them is found too, in its topic's order")
    void lateCommit() throws Exception {
        try (EventSource a = site.events("/ticks/a");
                EventSource b = site.events("/ticks/b");
                Database other = fresh.server().another(fresh.name());
                Log foreign = Log.open(other)) {
            other.transact(tx -> {
                tx.query("select pg_current_xact_id()::text as xid", row -> row.string("xid"));
                foreign.append(tx, Site.topic("a"), new Tick("late", 1));
                var reader = Thread.ofVirtual().unstarted(() -> {
                    site.append("b", 1, 3);
                    try {
                        assertThat(b.ticks(3)).containsExactly(1L, 2L, 3L);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                reader.start();
                reader.join();
            });

            assertThat(a.ticks(1)).containsExactly(1L);
        }
    }

    @Test
    @DisplayName("G-22, G-30: a client that does not read delays nobody, and gets everything once it does")
    void slow() throws Exception {
        String large = "x".repeat(16 * 1024);
        int count = 600;
        try (var slow = new Socket();
                EventSource fast = site.events("/ticks/a")) {
            slow.setReceiveBufferSize(8 * 1024);
            slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
            OutputStream out = slow.getOutputStream();
            out.write("GET /ticks/a HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            for (int n = 1; n <= count; n++) {
                site.append("a", new Tick(large, n));
            }

            assertThat(fast.ticks(count)).isEqualTo(range(1, count));

            var numbers = new ArrayList<Long>();
            var lines = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (numbers.size() < count) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                int at = line.lastIndexOf("\"n\":");
                if (at >= 0) {
                    numbers.add(Long.parseLong(line.substring(at + 4).replaceAll("\\D.*", "")));
                }
            }
            assertThat(numbers).isEqualTo(range(1, count));
        }
    }
}
