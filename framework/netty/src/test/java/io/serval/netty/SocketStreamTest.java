package io.serval.netty;

import static io.serval.netty.RawHttp2.DATA;
import static io.serval.netty.RawHttp2.END_HEADERS;
import static io.serval.netty.RawHttp2.END_STREAM;
import static io.serval.netty.RawHttp2.GOAWAY;
import static io.serval.netty.RawHttp2.HEADERS;
import static io.serval.netty.RawHttp2.RST_STREAM;
import static io.serval.netty.RawHttp2.SETTINGS;
import static io.serval.netty.RawHttp2.WINDOW_UPDATE;
import static io.serval.netty.RawWebSocket.BINARY;
import static io.serval.netty.RawWebSocket.PING;
import static io.serval.netty.RawWebSocket.PONG;
import static io.serval.netty.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Handler;
import io.serval.core.Message;
import io.serval.core.Observer;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.core.Socket;
import io.serval.core.SocketHandler;
import io.serval.core.Upgrade;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawWebSocket.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@DisplayName("A WebSocket over HTTP/2")
class SocketStreamTest {
    private static final int ACK = 1;
    private static final int ENABLE_CONNECT_PROTOCOL = 8;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int PROTOCOL_ERROR = 1;

    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();

    private NettyServer serve(Handler handler) {
        return NettyServer.start(Settings.onPort(0).withObserver((Observer) served::add), handler);
    }

    private NettyServer serveSocket(SocketHandler handler) {
        return serve(request -> request.path().equals("/plain")
                ? Response.text(200, "plain")
                : Upgrade.to(handler).speaking("v1", "v2").toResponse(request));
    }

    private static void echo(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }

    private Served served() throws InterruptedException {
        return Optional.ofNullable(served.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    @DisplayName("S-08: is announced in the first frame of the server")
    void announces() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            var settings = ByteBuffer.wrap(client.next(SETTINGS).payload());
            var enabled = new ArrayList<Integer>();
            while (settings.hasRemaining()) {
                int name = settings.getShort();
                int value = settings.getInt();
                if (name == ENABLE_CONNECT_PROTOCOL) {
                    enabled.add(value);
                }
            }

            assertThat(enabled).containsExactly(1);
        }
    }

    @Test
    @DisplayName("S-08: is answered 200, talks in the data of its stream, and ends it after both have closed")
    void talks() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            Http2Socket.ask(client, 1, "/");
            var head = client.headers(1);
            assertThat(head.status()).hasToString("200");
            assertThat(head.names()).extracting(CharSequence::toString).containsOnly(":status", "date", "x-request-id");

            var socket = Http2Socket.on(client, 1);
            assertThat(socket.text("hello").frame()).isEqualTo(new Frame(TEXT, "hello"));
            assertThat(socket.send(BINARY, new byte[300]).frame()).isEqualTo(new Frame(BINARY, "\0".repeat(300)));
            assertThat(socket.send(PING, "?".getBytes(UTF_8)).frame()).isEqualTo(new Frame(PONG, "?"));
            assertThat(socket.close(4000).closed()).isEqualTo(4000);
            socket.ends();

            assertThat(served())
                    .returns(200, Served::status)
                    .returns("GET", Served::method)
                    .returns(Optional.of(Scope.Cause.CLIENT_GONE), Served::cause);
        }
    }

    @Test
    @DisplayName("S-08: shares its connection with requests and other sockets, each with its own end")
    void sharesConnection() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            var one = Http2Socket.open(client, 1, "/");
            var two = Http2Socket.open(client, 3, "/");
            assertThat(client.get(5, "/plain").answer(5).body()).isEqualTo("plain");
            one.close(1000).closed();
            one.ends();

            assertThat(two.text("still here").frame()).isEqualTo(new Frame(TEXT, "still here"));
        }
    }

    @Test
    @DisplayName("W-04: agrees on a subprotocol, and on compression")
    void negotiates() throws Exception {
        try (var server = NettyServer.start(
                        Settings.onPort(0).withWebSockets(WebSockets.defaults().withCompression(true)),
                        request -> Upgrade.to(SocketStreamTest::echo)
                                .speaking("v1", "v2")
                                .toResponse(request));
                var client = new RawHttp2(server)) {
            Http2Socket.ask(
                    client, 1, "/", "sec-websocket-protocol", "v2", "sec-websocket-extensions", "permessage-deflate");
            var head = client.headers(1);

            assertThat(head.get("sec-websocket-protocol")).hasToString("v2");
            assertThat(head.get("sec-websocket-extensions").toString()).startsWith("permessage-deflate;");
            byte[] hello = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 7, 0};
            assertThat(Http2Socket.on(client, 1).send(0x40 | TEXT, hello).frame())
                    .isEqualTo(new Frame(TEXT, "Hello"));
        }
    }

    @Test
    @DisplayName(
            "S-02: a request that is none is refused as over HTTP/1.1: 426 without the handshake, 403 for another origin")
    void refuses() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            assertThat(client.get(1, "/").answer(1).status()).isEqualTo("426");
            Http2Socket.ask(client, 3, "/", "origin", "https://evil.example");
            assertThat(client.answer(3).status()).isEqualTo("403");

            assertThat(Http2Socket.open(client, 5, "/", "origin", "http://test")
                            .text("in")
                            .frame())
                    .isEqualTo(new Frame(TEXT, "in"));
        }
    }

    @Test
    @DisplayName("row 162: another protocol, and a CONNECT without one, are a 501")
    void refusesOtherProtocols() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            client.frame(
                    HEADERS,
                    END_HEADERS,
                    1,
                    RawHttp2.block(
                            ":method",
                            "CONNECT",
                            ":protocol",
                            "connect-udp",
                            ":scheme",
                            "http",
                            ":path",
                            "/",
                            ":authority",
                            "test"));
            var other = client.answer(1);
            assertThat(other.status()).isEqualTo("501");
            assertThat(other.body()).contains("connect-udp");
            client.frame(HEADERS, END_HEADERS, 3, RawHttp2.block(":method", "CONNECT", ":authority", "test:80"));
            assertThat(client.answer(3).status()).isEqualTo("501");
        }
    }

    @Test
    @DisplayName("S-08: a handshake that is malformed is a PROTOCOL_ERROR of its stream (RFC 8441 §4, RFC 9113 §8.2.2)")
    void refusesMalformed() throws Exception {
        List<String[]> malformed = List.of(
                new String[] {
                    ":method", "GET", ":protocol", "websocket", ":scheme", "http", ":path", "/", ":authority", "test"
                },
                new String[] {":method", "CONNECT", ":protocol", "websocket", ":authority", "test"},
                new String[] {":method", "CONNECT", ":protocol", "websocket", ":scheme", "http", ":authority", "test"},
                new String[] {
                    ":method", "CONNECT", ":protocol", "", ":scheme", "http", ":path", "/", ":authority", "test"
                },
                new String[] {
                    ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "test", "upgrade", "websocket"
                });
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            int stream = 1;
            for (String[] fields : malformed) {
                client.frame(HEADERS, END_HEADERS, stream, RawHttp2.block(fields));
                var reset = client.next(RST_STREAM);
                assertThat(reset.stream()).isEqualTo(stream);
                assertThat(reset.error()).isEqualTo(PROTOCOL_ERROR);
                stream += 2;
            }
            assertThat(client.get(stream, "/plain").answer(stream).body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("S-08: hears what the client sent before it was answered")
    void hearsEarly() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = serve(request -> {
                    go.await();
                    return Upgrade.to(SocketStreamTest::echo).toResponse(request);
                });
                var client = new RawHttp2(server)) {
            Http2Socket.ask(client, 1, "/");
            var socket = Http2Socket.on(client, 1).text("early");
            go.countDown();
            client.headers(1);

            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "early"));
        }
    }

    @Test
    @DisplayName("Z-01: a stream that the client resets, or ends without a close frame, has left")
    void leaves() throws Exception {
        var causes = new LinkedBlockingQueue<Optional<Scope.Cause>>();
        try (var server = serveSocket(socket -> {
                    socket.scope().onCancel(() -> causes.add(socket.scope().cause()));
                    socket.send("in");
                    socket.receive();
                });
                var client = new RawHttp2(server)) {
            Http2Socket.open(client, 1, "/").frame();
            client.reset(1);
            assertThat(causes.poll(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);

            var ending = Http2Socket.open(client, 3, "/");
            ending.frame();
            client.frame(DATA, END_STREAM, 3, new byte[0]);
            assertThat(causes.poll(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
            ending.ends();
        }
    }

    @Test
    @DisplayName("W-05: is closed with 1001 behind a GOAWAY when the server stops")
    void drains() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            var socket = Http2Socket.open(client, 1, "/");
            Thread.ofVirtual().start(server::close);

            client.next(GOAWAY);
            assertThat(socket.closed()).isEqualTo(1001);
            socket.close(1001).ends();
        }
    }

    @Test
    @DisplayName(
            "W-05: a silent client is pinged on its stream, and cut off if it stays silent; the connection goes on")
    void pings() throws Exception {
        var settings = Settings.onPort(0)
                .withTimeouts(Timeouts.defaults().withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(300)));
        try (var server = NettyServer.start(
                        settings,
                        request -> request.path().equals("/plain")
                                ? Response.text(200, "plain")
                                : Upgrade.to(SocketStreamTest::echo).toResponse(request));
                var client = new RawHttp2(server)) {
            var socket = Http2Socket.open(client, 1, "/");
            assertThat(socket.frame()).isEqualTo(new Frame(PING, ""));
            assertThat(socket.send(PONG, new byte[0]).frame()).isEqualTo(new Frame(PING, ""));

            assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
            assertThat(client.get(3, "/plain").answer(3).body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("W-05: a message that is too big closes its socket with 1009, and no other")
    void limits() throws Exception {
        try (var server = serveSocket(SocketStreamTest::echo);
                var client = new RawHttp2(server)) {
            var one = Http2Socket.open(client, 1, "/");
            var two = Http2Socket.open(client, 3, "/");

            assertThat(one.send(BINARY, new byte[70_000]).closed()).isEqualTo(1009);
            assertThat(two.text("fine").frame()).isEqualTo(new Frame(TEXT, "fine"));
        }
    }

    @Test
    @DisplayName("W-05: a client that sends faster than the handler receives is held back by the window of its stream")
    void holdsClientBack() throws Exception {
        var go = new CountDownLatch(1);
        var received = new AtomicInteger();
        var all = new CompletableFuture<Integer>();
        int frames = 24;
        try (var server = serveSocket(socket -> {
                    go.await();
                    while (received.get() < frames) {
                        assertThat(socket.receive()).isPresent();
                        received.incrementAndGet();
                    }
                    all.complete(received.get());
                });
                var client = new RawHttp2(server)) {
            var socket = Http2Socket.open(client, 1, "/");
            client.frame(SETTINGS, ACK, 0, new byte[0]);
            // Less than the window that the settings open, and more than is taken from it while nobody receives.
            byte[] payload = new byte[10_000];
            for (int i = 0; i < frames; i++) {
                socket.send(BINARY, payload);
            }
            assertThat(client.get(3, "/plain").answer(3).body()).isEqualTo("plain");
            go.countDown();

            assertThat(all.get(20, TimeUnit.SECONDS)).isEqualTo(frames);
            assertThat(client.next(frame -> frame.type() == WINDOW_UPDATE && frame.stream() == 1))
                    .isNotNull();
        }
    }

    @Test
    @DisplayName("W-05: sending waits for a client that opens no window, with a bounded number of bytes")
    void waitsForClient() throws Exception {
        var sent = new AtomicInteger();
        byte[] payload = new byte[8_000];
        int messages = 200;
        try (var server = serveSocket(socket -> {
                    for (int i = 0; i < messages; i++) {
                        socket.send(payload);
                        sent.incrementAndGet();
                    }
                });
                var client = new RawHttp2(server, INITIAL_WINDOW_SIZE, 0)) {
            var socket = Http2Socket.open(client, 1, "/");
            long stuck = Still.at(sent::get);
            assertThat(stuck).isLessThan(30);

            client.window(0, 10 << 20).window(1, 10 << 20);
            for (int i = 0; i < messages; i++) {
                assertThat(socket.frame().payload()).hasSize(payload.length);
            }
            assertThat(socket.closed()).isEqualTo(1000);
        }
    }
}
