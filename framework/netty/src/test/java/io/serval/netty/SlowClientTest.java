package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@DisplayName("A client that is slow on purpose")
class SlowClientTest {
    private static final int LARGE = 32 * 1024 * 1024;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final CompletableFuture<Outlet> outlet = new CompletableFuture<>();
    private final Timeouts timeouts = Timeouts.defaults()
            .withHeader(Duration.ofMillis(500))
            .withBody(Duration.ofMillis(500))
            .withWrite(Duration.ofMillis(500));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName(
            "row 138: that drips its header gets a 408 though it never pauses, and so do a thousand, while others are served")
    void slowloris() throws Exception {
        NettyServer server = start();
        List<RawClient> dripping = clients(server, 1_000);
        RawClient other = client(server);

        for (char c : "GET / HTTP/1.1\r\nX: ".toCharArray()) {
            for (RawClient client : dripping) {
                drip(client, c);
            }
            assertThat(other.get("/").answer().status()).isEqualTo(200);
        }
        for (RawClient client : dripping) {
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("connection")).isEqualTo("close");
        }
        assertThat(other.get("/").answer().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("row 138: that stops in its body gets a 408")
    void stopsInBody() throws Exception {
        NettyServer server = start();
        List<RawClient> stopping = clients(server, 200);
        for (RawClient client : stopping) {
            client.post("Content-Length: 10").send("half");
        }
        assertThat(client(server).get("/").answer().status()).isEqualTo(200);
        for (RawClient client : stopping) {
            assertThat(client.answer().status()).isEqualTo(408);
        }
    }

    @Test
    @DisplayName("that says nothing is disconnected without a word")
    void saysNothing() throws Exception {
        NettyServer server = start(timeouts.withIdle(Duration.ofMillis(200)));

        assertThat(client(server).rest()).isEmpty();
    }

    @Test
    @DisplayName("that takes nothing of a response loses its connection, and the response its memory")
    void takesNothing() throws Exception {
        NettyServer server = start();
        for (int i = 0; i < 10; i++) {
            small(server).get("/large");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> left.get() == 10);
        assertThat(client(server).get("/").answer().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("G-30: that takes nothing of a stream loses its connection")
    void takesNothingOfStream() throws Exception {
        NettyServer server = start();
        small(server).get("/stream");
        Outlet stream = outlet.get(20, TimeUnit.SECONDS);
        stream.loop().execute(() -> {
            while (stream.writable()) {
                stream.write(new byte[16 * 1024]);
                stream.flush();
            }
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> left.get() == 1);
    }

    @Test
    @DisplayName("is not one whose stream has nothing to say")
    void waitsForSilentStream() throws Exception {
        NettyServer server = start();
        RawClient listening = client(server);
        listening.get("/stream").head();
        Outlet stream = outlet.get(20, TimeUnit.SECONDS);
        // One that takes nothing is gone by now, as it is later than this one.
        small(server).get("/large");
        await().atMost(Duration.ofSeconds(20)).until(() -> left.get() == 1);
        stream.loop().execute(() -> {
            stream.write("news".getBytes(StandardCharsets.UTF_8));
            stream.flush();
        });

        assertThat(listening.chunk()).isEqualTo("news");
    }

    @Test
    @DisplayName("but takes what it gets is served to the end")
    void takesSlowly() throws Exception {
        NettyServer server = start();
        RawClient slow = small(server);
        int length = Integer.parseInt(slow.get("/large").head().header("content-length"));

        assertThat(slow.bytes(length)).hasSize(LARGE);
    }

    /** One that has its answer already may find the connection closed. */
    private static void drip(RawClient client, char c) {
        try {
            client.send("" + c);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private NettyServer start() {
        return start(timeouts);
    }

    private NettyServer start(Timeouts waits) {
        NettyServer server = NettyServer.start(Settings.onPort(0).withTimeouts(waits), this::serve);
        opened.add(server);
        return server;
    }

    private Response serve(Request request) throws IOException {
        return switch (request.path()) {
            case "/large" -> {
                request.scope().onCancel(this::count);
                yield Response.of(200, "application/octet-stream", new byte[LARGE]);
            }
            case "/stream" -> {
                request.scope().onCancel(this::count);
                yield new Response(200, Headers.of("Content-Type", "text/plain"), new Content.Push(outlet::complete));
            }
            default -> Response.text(200, "served " + request.body().bytes().length);
        };
    }

    private void count() {
        left.incrementAndGet();
    }

    private RawClient client(NettyServer server) throws IOException {
        return clients(server, 1).getFirst();
    }

    private RawClient small(NettyServer server) throws IOException {
        var client = RawClient.withSmallBuffer(server);
        opened.add(client);
        return client;
    }

    private List<RawClient> clients(NettyServer server, int count) throws IOException {
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < count; i++) {
            var client = new RawClient(server);
            opened.add(client);
            clients.add(client);
        }
        return clients;
    }
}
