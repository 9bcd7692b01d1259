package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Scope;
import io.serval.netty.Timeouts;
import io.serval.sql.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The line to the client stays open and carries nothing more: no end is told, neither FIN nor RST. */
@ExtendWith(PostgresExtension.class)
@DisplayName("A client that has vanished without a word")
class VanishedClientTest {
    private static final Timeouts QUICK = Timeouts.defaults()
            .withHeartbeat(Duration.ofMillis(200), Duration.ofMillis(400))
            .withWrite(Duration.ofMillis(500));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Site site;

    VanishedClientTest(Database database) {
        this.site = Site.on(database, Site.QUICK, QUICK);
    }

    @AfterEach
    void close() {
        site.close();
        client.close();
    }

    @Test
    @DisplayName("Z-01, G-30: from a live socket is found by a ping that nobody answers, and lets go of all its topics")
    void socket() throws Exception {
        try (var proxy = new NetworkProxy(site.port());
                SocketClient socket = open(proxy, "/_serval/live")) {
            Scope scope = site.scopes().take();
            for (String path : List.of("/ticks/a", "/counts/b", "/ticks/c")) {
                assertThat(socket.subscribe(path).next().has("subscribed")).isTrue();
                socket.next();
            }
            assertThat(site.log().fanout().idle()).isFalse();

            proxy.stall();

            assertLetGoOf(scope);
        }
    }

    @Test
    @DisplayName("Z-01, G-30: from the WebSocket of a route is found by a ping that nobody answers")
    void single() throws Exception {
        try (var proxy = new NetworkProxy(site.port());
                SocketClient socket = open(proxy, "/ticks/a")) {
            Scope scope = site.scopes().take();
            socket.next();

            proxy.stall();

            assertLetGoOf(scope);
        }
    }

    @Test
    @DisplayName("Z-01, G-30: from server-sent events is found by a write that makes no progress")
    void serverSentEvents() throws Exception {
        try (var proxy = new NetworkProxy(site.port());
                EventSource events =
                        EventSource.open(client, URI.create("http://localhost:" + proxy.port() + "/ticks/a"))) {
            Scope scope = site.scopes().take();
            events.next();
            await().until(() -> !site.log().fanout().idle());

            proxy.stall();

            // What the kernels between take for the client; its last acknowledgement is of that.
            String large = "x".repeat(256 * 1024);
            for (int n = 1; n <= 64; n++) {
                site.append("a", new Tick(large, n));
            }
            assertLetGoOf(scope);
        }
    }

    private SocketClient open(NetworkProxy proxy, String path) {
        return SocketClient.open(client, URI.create("ws://localhost:" + proxy.port() + path));
    }

    private void assertLetGoOf(Scope scope) {
        await().until(scope::cancelled);
        assertThat(scope.cause()).hasValue(Scope.Cause.CLIENT_GONE);
        await().until(() -> site.log().fanout().idle());
    }
}
