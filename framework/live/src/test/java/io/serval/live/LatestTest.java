package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Dispatcher;
import io.serval.core.Json;
import io.serval.core.Route;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.Verb;
import io.serval.netty.NettyServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LatestTest {
    private final LatestTopics topics = LatestTopics.open(LogSettings.DEFAULT.withHeartbeat(Duration.ofMillis(100)));
    private final Latest<String, Long> prices = topics.topic("prices", String.class, Long.class);
    private final HttpClient client = HttpClient.newHttpClient();
    private final NettyServer server;

    LatestTest() {
        Dispatcher.Builder application = Dispatcher.builder();
        LiveRoutes.install(application, topics);
        application.route(
                new Route("/prices", "test", "", List.of()), dispatcher -> Map.of(Verb.GET, prices::toResponse));
        server = NettyServer.start(NettyServer.Settings.onPort(0), application.build(new Services()));
    }

    @AfterEach
    void close() {
        topics.close();
        server.close();
        client.close();
    }

    private JsonNode page(String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/prices" + query));
        return Json.read(client.send(request.build(), BodyHandlers.ofString()).body(), JsonNode.class);
    }

    private EventSource events(String... headers) throws Exception {
        return EventSource.open(client, URI.create("http://localhost:" + server.port() + "/prices"), headers);
    }

    private SocketClient socket(String path) {
        return SocketClient.open(client, URI.create("ws://localhost:" + server.port() + path));
    }

    /** Applies an envelope to what a client has; removals of what it never had must not come. */
    private static void apply(JsonNode envelope, Map<String, Long> shown) {
        if (envelope.has("snapshot")) {
            shown.clear();
            envelope.get("snapshot")
                    .forEach(entry -> shown.put(
                            entry.get("key").stringValue(), entry.get("value").longValue()));
        }
        envelope.get("events").forEach(event -> {
            JsonNode change = event.get("data");
            String key = change.get("key").stringValue();
            if (change.has("removed")) {
                shown.remove(key);
            } else {
                shown.put(key, change.get("value").longValue());
            }
        });
    }

    @Test
    @DisplayName("a page shows the newest value of each key, and what has changed since a position")
    void page() throws Exception {
        prices.put("a", 1L);
        prices.put("b", 2L);
        prices.put("a", 3L);
        JsonNode first = page("");
        assertThat(first.get("snapshot").toString())
                .isEqualTo("[{\"key\":\"b\",\"value\":2},{\"key\":\"a\",\"value\":3}]");

        prices.remove("b");
        prices.put("c", 4L);
        prices.put("c", 5L);
        JsonNode second = page("?after=" + first.get("position").stringValue());
        assertThat(second.has("snapshot")).isFalse();
        assertThat(second.get("events").findValues("data").toString())
                .isEqualTo("[{\"key\":\"b\",\"removed\":true}, {\"key\":\"c\",\"value\":5}]");
        assertThat(prices.values()).isEqualTo(Map.of("a", 3L, "c", 5L));
        assertThat(prices.find("b")).isEmpty();
    }

    @Test
    @DisplayName("events, a WebSocket and a subscription begin with all values, and then have each change")
    void followed() throws Exception {
        prices.put("a", 1L);
        try (EventSource events = events();
                SocketClient single = socket("/prices");
                SocketClient many = socket("/_serval/live")) {
            events.next();
            many.subscribe("/prices").next();
            for (JsonNode start : List.of(events.next().data(), single.next(), many.next())) {
                assertThat(start.get("snapshot").toString()).isEqualTo("[{\"key\":\"a\",\"value\":1}]");
            }
            prices.put("b", 2L);
            EventSource.Block block = events.next();
            assertThat(block.id()).isEqualTo(block.data().get("position").stringValue());
            for (JsonNode change : List.of(block.data(), single.next(), many.next())) {
                assertThat(change.get("events").get(0).get("data").toString()).isEqualTo("{\"key\":\"b\",\"value\":2}");
            }
        }
    }

    @Test
    @DisplayName("a client that comes back gets what has changed meanwhile, the newest of each key, removals too")
    void resumed() throws Exception {
        prices.put("a", 1L);
        prices.put("b", 1L);
        var shown = new HashMap<String, Long>();
        String position = page("").get("position").stringValue();
        apply(page(""), shown);
        for (long i = 2; i < 3_000; i++) {
            prices.put("c", i);
        }
        prices.remove("a");
        try (EventSource events = events("Last-Event-ID", position)) {
            events.next();
            apply(events.next().data(), shown);
            apply(events.next().data(), shown);
        }
        assertThat(shown).isEqualTo(Map.of("b", 1L, "c", 2_999L));
    }

    @Test
    @DisplayName("a position of another start of the process gets all values, and a reset")
    void otherEpoch() throws Exception {
        prices.put("a", 1L);
        JsonNode page = page("?after=000000000000:1");
        assertThat(page.get("reset").booleanValue()).isTrue();
        assertThat(page.get("snapshot")).hasSize(1);
    }

    @Test
    @DisplayName("a client that was away for more removals than are remembered gets all values, and a reset")
    void forgotten() throws Exception {
        prices.put("kept", 1L);
        String position = page("").get("position").stringValue();
        for (long i = 0; i < 3_000; i++) {
            prices.put("short " + i, i);
            prices.remove("short " + i);
        }
        JsonNode page = page("?after=" + position);
        assertThat(page.get("reset").booleanValue()).isTrue();
        assertThat(page.get("snapshot").toString()).isEqualTo("[{\"key\":\"kept\",\"value\":1}]");
    }

    @Test
    @DisplayName("a client that does not read skips what is out of date, and has the newest of each key once it does")
    void slow() throws Exception {
        int keys = 50;
        String large = "x".repeat(2_000);
        Latest<String, String> texts = topics.topic("texts", String.class, String.class);
        Dispatcher.Builder application = Dispatcher.builder();
        application.route(
                new Route("/texts", "test", "", List.of()), dispatcher -> Map.of(Verb.GET, texts::toResponse));
        try (NettyServer other = NettyServer.start(NettyServer.Settings.onPort(0), application.build(new Services()));
                var slow = new Socket()) {
            slow.setReceiveBufferSize(8 * 1024);
            slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), other.port()));
            slow.getOutputStream()
                    .write("GET /texts HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().contains("snapshot")) {
                // Until the stream has begun.
            }
            int rounds = 200;
            for (int round = 1; round <= rounds; round++) {
                for (int key = 0; key < keys; key++) {
                    texts.put("key " + key, round + large);
                }
            }
            texts.put("last", "");

            var shown = new HashMap<String, String>();
            int received = 0;
            while (!shown.containsKey("last")) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    received++;
                    JsonNode change = Json.<JsonNode>read(line.substring(6), JsonNode.class)
                            .get("events")
                            .get(0)
                            .get("data");
                    shown.put(
                            change.get("key").stringValue(), change.get("value").stringValue());
                }
            }
            assertThat(shown).hasSize(keys + 1);
            assertThat(shown.values())
                    .filteredOn(text -> !text.isEmpty())
                    .allMatch(text -> text.startsWith(rounds + "x"));
            assertThat(received).isLessThan(rounds * keys);
        }
    }

    @Test
    @DisplayName("many writers and readers that come and go: whoever follows ends with exactly the newest values")
    void converges() throws Exception {
        int keys = 20;
        var writers = new Thread[keys];
        for (int key = 0; key < keys; key++) {
            String name = "key " + key;
            writers[key] = Thread.ofVirtual().start(() -> {
                for (long n = 1; n <= 500; n++) {
                    if (n % 7 == 0) {
                        prices.remove(name);
                    } else {
                        prices.put(name, n);
                    }
                }
            });
        }
        for (int reader = 0; reader < 10; reader++) {
            var shown = new HashMap<String, Long>();
            try (SocketClient socket = socket("/prices")) {
                apply(socket.next(), shown);
                String mark = "mark " + reader;
                if (reader == 9) {
                    for (Thread writer : writers) {
                        writer.join();
                    }
                }
                prices.put(mark, -1L);
                while (!shown.containsKey(mark)) {
                    apply(socket.next(), shown);
                }
            }
            if (reader == 9) {
                assertThat(shown).isEqualTo(prices.values());
            }
        }
    }

    @Test
    @DisplayName("a lease keeps a key as long as its owner is there, and until somebody else takes the key")
    void leases() {
        Scope owner = Scope.root();
        try (Latest.Lease<Long> lease = prices.lease("ann", 1L, owner, Duration.ofMinutes(1))) {
            assertThat(lease.put(2L)).isTrue();
            assertThat(prices.find("ann")).hasValue(2L);
            owner.cancel(Scope.Cause.CLIENT_GONE);
            await().until(() -> prices.find("ann").isEmpty());
            assertThat(lease.put(3L)).isFalse();
        }
        try (Scope other = Scope.root()) {
            Latest.Lease<Long> first = prices.lease("bob", 1L, other, Duration.ofMinutes(1));
            Latest.Lease<Long> second = prices.lease("bob", 2L, other, Duration.ofMinutes(1));
            assertThat(first.put(3L)).isFalse();
            first.close();
            assertThat(prices.find("bob")).hasValue(2L);
            second.close();
            assertThat(prices.find("bob")).isEmpty();
        }
    }

    @Test
    @DisplayName("a key whose lease is not renewed is removed by itself")
    void expired() {
        try (Scope owner = Scope.root()) {
            prices.lease("ann", 1L, owner, Duration.ofMillis(50));
            await().until(() -> prices.find("ann").isEmpty());
        }
    }
}
