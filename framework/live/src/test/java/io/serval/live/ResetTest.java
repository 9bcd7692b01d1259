package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class ResetTest {
    private final PostgresExtension.Fresh fresh;
    private final Database database;
    private final Site site;

    ResetTest(PostgresExtension.Fresh fresh) {
        this.fresh = fresh;
        this.database = fresh.database();
        this.site = Site.on(database, Site.QUICK);
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** The forms of a stream, each as its first envelope for a client that stands at a position. */
    enum Wire {
        PAGE {
            @Override
            JsonNode first(Site site, String path, String position) throws Exception {
                return site.page(path + "?after=" + position);
            }
        },
        EVENTS {
            @Override
            JsonNode first(Site site, String path, String position) throws Exception {
                try (EventSource events = site.events(path, "Last-Event-ID", position)) {
                    events.next();
                    return events.next().data();
                }
            }
        },
        WEBSOCKET {
            @Override
            JsonNode first(Site site, String path, String position) throws Exception {
                try (SocketClient socket = site.socket(path + "?after=" + position)) {
                    return socket.next();
                }
            }
        },
        SUBSCRIPTION {
            @Override
            JsonNode first(Site site, String path, String position) throws Exception {
                try (SocketClient socket = site.socket("/_serval/live")) {
                    socket.subscribe(path, position).next();
                    return socket.next();
                }
            }
        };

        abstract JsonNode first(Site site, String path, String position) throws Exception;
    }

    private String position(String topic, long after) throws Exception {
        String top = site.page("/ticks/" + topic).get("position").stringValue();
        return top.substring(0, top.indexOf(':') + 1) + after;
    }

    private void raiseFloor(String topic, long floor) {
        database.transact(tx -> {
            tx.update("update serval.topic set floor = ? where name = ?", floor, topic);
            tx.update(
                    "delete from serval.event using serval.topic where topic_id = id and name = ? and \"offset\" <= ?",
                    topic,
                    floor);
        });
    }

    private void assertReset(Wire wire, String position) throws Exception {
        JsonNode state = wire.first(site, "/counts/a", position);
        assertThat(state.get("reset").booleanValue()).isTrue();
        assertThat(state.get("snapshot").get("count").longValue()).isEqualTo(4);
        assertThat(state.get("position").stringValue()).isEqualTo(position("a", 4));
        JsonNode events = wire.first(site, "/ticks/a", position);
        assertThat(events.get("reset").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("G-29: a position that is out of the window gets a reset, and a fresh snapshot where there is a state")
    void outOfWindow(Wire wire) throws Exception {
        site.append("a", 1, 4);
        String position = position("a", 1);
        assertThat(wire.first(site, "/counts/a", position).has("reset")).isFalse();
        raiseFloor("a", 3);

        assertReset(wire, position);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("G-29: a position of another epoch, or ahead of the log, gets a reset, and a fresh snapshot")
    void otherEpoch(Wire wire) throws Exception {
        site.append("a", 1, 4);

        assertReset(wire, "000000000000:2");
        assertReset(wire, position("a", 5));
        assertReset(wire, "no-position");
    }

    @Test
    @DisplayName("G-30: a client too slow for the log is told so by a reset in its stream, which then goes on")
    void tooSlow() throws Exception {
        String large = "x".repeat(16 * 1024);
        int count = 700;
        try (var slow = new Socket();
                EventSource fast = site.events("/ticks/a")) {
            slow.setReceiveBufferSize(8 * 1024);
            slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
            slow.getOutputStream()
                    .write("GET /counts/a HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int n = 1; n <= count; n++) {
                site.append("a", new Tick(large, n));
            }
            fast.ticks(count);
            raiseFloor("a", count);

            var lines = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            String reset = lines(lines)
                    .filter(line -> line.contains("\"reset\":true"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reset).contains("\"snapshot\":{\"count\":" + count + "}");
            site.append("a", new Tick("after the reset", count + 1));
            assertThat(lines(lines)
                            .filter(line -> line.startsWith("data:"))
                            .findFirst()
                            .orElseThrow())
                    .contains("after the reset");
        }
    }

    private static Stream<String> lines(BufferedReader reader) {
        return Stream.generate(() -> {
            try {
                return reader.readLine();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    @DisplayName(
            "G-29: whoever follows a topic that begins anew under another epoch is reset in the stream, and goes on")
    void begunAnew() throws Exception {
        site.append("a", 1, 2);
        try (EventSource events = site.events("/counts/a");
                SocketClient socket = site.socket("/_serval/live")) {
            events.next();
            events.next();
            int stream = socket.subscribe("/counts/a").next().get("stream").intValue();
            socket.next();
            try (Database other = fresh.server().another(fresh.name());
                    Log foreign = Log.open(other)) {
                other.transact(tx -> {
                    tx.update("update serval.topic set epoch = 'feedfeedfeed' where name = 'a'");
                    tx.update("update public.counted set count = count + 1 where topic = 'a'");
                    foreign.append(tx, Site.topic("a"), new Tick("foreign", 3));
                });
            }

            JsonNode reset = events.next().data();
            assertThat(reset.get("reset").booleanValue()).isTrue();
            assertThat(reset.get("position").stringValue()).isEqualTo("feedfeedfeed:3");
            assertThat(reset.get("snapshot").get("count").longValue()).isEqualTo(3);
            JsonNode same = socket.next();
            assertThat(same.get("stream").intValue()).isEqualTo(stream);
            assertThat(same.get("position").stringValue()).isEqualTo("feedfeedfeed:3");

            site.append("a", 4, 4);
            assertThat(events.ticks(1)).containsExactly(4L);
            assertThat(socket.ticks(1)).containsExactly(4L);
        }
    }
}
