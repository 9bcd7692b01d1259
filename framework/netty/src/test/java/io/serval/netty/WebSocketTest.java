package io.serval.netty;

import static io.serval.netty.RawWebSocket.BINARY;
import static io.serval.netty.RawWebSocket.CLOSE;
import static io.serval.netty.RawWebSocket.CONTINUATION;
import static io.serval.netty.RawWebSocket.PING;
import static io.serval.netty.RawWebSocket.PONG;
import static io.serval.netty.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import io.serval.netty.RawWebSocket.Frame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Leaks.class)
class WebSocketTest {
    private static final int LIMIT = 64 * 1024;

    private final BlockingQueue<Outlet> outlets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Scope.Cause>> ended = new CompletableFuture<>();

    private final Handler echo =
            request -> new Response(101, Headers.of("X-Room", "lobby"), new Content.WebSocket(outlet -> {
                outlets.add(outlet);
                outlet.scope().onCancel(() -> ended.complete(outlet.scope().cause()));
                return message -> {
                    if (message.equals("fail")) {
                        throw new IllegalStateException("told to fail");
                    }
                    outlet.write(message.getBytes(UTF_8));
                    outlet.flush();
                };
            }));

    private NettyServer serve() {
        return NettyServer.start(Settings.onPort(0), echo);
    }

    @Test
    @DisplayName("S-08: the JDK's client talks to an echo and is closed with the code that it closed with")
    void talksToJdkClient() throws Exception {
        try (var server = serve();
                var http = HttpClient.newHttpClient()) {
            var heard = new Heard();
            var socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + server.port() + "/"), heard)
                    .get(20, TimeUnit.SECONDS);
            socket.sendText("grü", false)
                    .thenCompose(ws -> ws.sendText("ezi", true))
                    .get(20, TimeUnit.SECONDS);

            assertThat(heard.messages.poll(20, TimeUnit.SECONDS)).isEqualTo("grüezi");

            socket.sendClose(4321, "done").get(20, TimeUnit.SECONDS);
            assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isEqualTo(4321);
            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("The headers of the response go out with the 101")
    void addsHeaders() throws Exception {
        try (var server = serve();
                var client = new RawClient(server)) {
            Answer answer = client.get("/", RawWebSocket.HANDSHAKE).head();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers())
                    .containsEntry("x-room", "lobby")
                    .containsEntry("upgrade", "websocket")
                    .containsEntry("connection", "upgrade")
                    .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName(
            "row 109: only pages of the same host and of the listed origins may open a WebSocket, and programs, which"
                    + " send no Origin")
    @CsvSource({
        "http://SERVER, 101",
        "https://app.example, 101",
        "HTTPS://APP.EXAMPLE, 101",
        "http://app.example, 403",
        "https://app.example:444, 403",
        "https://evil.example, 403",
        "http://SERVER.evil.example, 403",
        "null, 403"
    })
    void checksOrigin(String origin, int status) throws Exception {
        var rules = WebSockets.defaults().withOrigins("https://app.example");
        try (var server = NettyServer.start(Settings.onPort(0).withWebSockets(rules), echo);
                var client = new RawClient(server)) {
            String host = "localhost:" + server.port();
            Answer answer = client.send(
                            "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: "
                                    + origin.replace("SERVER", host) + "\r\n\r\n")
                    .head();

            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @DisplayName("row 109: what is no origin is refused when it is configured")
    @ValueSource(strings = {"app.example", "https://app.example/", "https://", "*", "https://app.example/chat"})
    void refusesWhatIsNoOrigin(String text) {
        assertThatThrownBy(() -> WebSockets.defaults().withOrigins(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no origin. Expected scheme, host");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    GET / HTTP/1.1                                                                          | 426
                    GET / HTTP/1.1~Connection: Upgrade                                                      | 426
                    GET / HTTP/1.1~Upgrade: websocket                                                       | 426
                    GET / HTTP/1.1~Connection: Upgrade~Upgrade: websocket                                   | 426
                    GET / HTTP/1.1~Connection: Upgrade~Upgrade: websocket~Sec-WebSocket-Version: 8          | 426
                    GET / HTTP/1.1~Connection: Upgrade~Upgrade: websocket~Sec-WebSocket-Version: 13         | 400
                    GET / HTTP/1.1~Connection: Upgrade~Upgrade: websocket~Sec-WebSocket-Version: 13~Sec-WebSocket-Key: c2hvcnQ= | 400
                    POST / HTTP/1.1~Connection: Upgrade~Upgrade: websocket~Sec-WebSocket-Version: 13        | 426
                    """)
    @DisplayName("What is no handshake gets the status that says what is missing, and the connection goes on")
    void refusesHandshake(String request, int status) throws Exception {
        try (var server = serve();
                var client = new RawClient(server)) {
            Answer answer = client.send(request.replace("~", "\r\n") + "\r\nHost: a\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(status);
            if (status == 426) {
                assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
                assertThat(answer.header("upgrade")).isEqualTo("websocket");
                assertThat(answer.header("connection")).isEqualTo("upgrade");
            }
            assertThat(client.get("/").answer().status()).isEqualTo(426);
            assertThat(outlets).isEmpty();
        }
    }

    @Test
    @DisplayName("S-08: fragments become one message, with a ping in between")
    void joinsFragments() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            byte[] text = "äöü".getBytes(UTF_8);
            socket.send(TEXT, false, new byte[] {text[0]});
            socket.send(PING, true, "here?".getBytes(UTF_8));
            socket.send(CONTINUATION, false, new byte[] {text[1], text[2], text[3]});
            socket.send(CONTINUATION, true, new byte[] {text[4], text[5]});

            assertThat(socket.frame()).isEqualTo(new Frame(PONG, "here?"));
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, new String(text, ISO_8859_1)));
        }
    }

    @Test
    @DisplayName("Messages sent right behind the handshake are heard, in order")
    void hearsEarlyMessages() throws Exception {
        try (var server = serve();
                var client = new RawClient(server)) {
            client.get("/", RawWebSocket.HANDSHAKE).send(RawWebSocket.frame(TEXT, true, "one".getBytes(UTF_8)));
            assertThat(client.head().status()).isEqualTo(101);

            assertThat(client.bytes(5)).endsWith("one".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, LIMIT})
    @DisplayName("S-08: messages of every length of length come back as they went")
    void carriesLengths(int length) throws Exception {
        String message = "x".repeat(length);
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.text(message).frame()).isEqualTo(new Frame(TEXT, message));
        }
    }

    @Test
    @DisplayName("row 112: a message that is too big, in one frame or in many, is closed with 1009")
    void refusesBigMessages() throws Exception {
        try (var server = serve();
                var one = RawWebSocket.open(server, "/");
                var many = RawWebSocket.open(server, "/")) {
            assertThat(one.text("x".repeat(LIMIT + 1)).closed()).isEqualTo(1009);

            many.send(TEXT, false, new byte[LIMIT]).send(CONTINUATION, true, new byte[1]);
            assertThat(many.closed()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("S-08, row 112: text that is not UTF-8 is closed with 1007")
    void refusesBrokenText() throws Exception {
        try (var server = serve();
                var one = RawWebSocket.open(server, "/");
                var many = RawWebSocket.open(server, "/")) {
            assertThat(one.send(TEXT, true, new byte[] {(byte) 0xC3}).closed()).isEqualTo(1007);

            many.send(TEXT, false, new byte[] {'a'}).send(CONTINUATION, true, new byte[] {(byte) 0xFF});
            assertThat(many.closed()).isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("row 112: a frame that says it is too big is refused before it comes")
    void refusesBigFramesEarly() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            socket.sendBytes(HexFormat.of().parseHex("82ff7fffffffffffffff00000000"));

            assertThat(socket.closed()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("row 112: text that can no longer become UTF-8 is refused in the middle of its frame")
    void refusesBrokenTextEarly() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            // A frame of ten bytes, of which come three: U+110000 would begin so.
            socket.sendBytes(HexFormat.of().parseHex("818a00000000" + "61f490"));

            assertThat(socket.closed()).isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("row 112: a close reason that is not UTF-8 is closed with 1007")
    void refusesBrokenReason() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.send(CLOSE, true, new byte[] {0x03, (byte) 0xE8, (byte) 0xC3})
                            .closed())
                    .isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("Binary messages are closed with 1003")
    void refusesBinary() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.send(BINARY, true, new byte[3]).closed()).isEqualTo(1003);
            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    a frame without a mask,         81 01 61
                    a reserved bit,                 C1 80 00 00 00 00
                    a reserved opcode,              83 80 00 00 00 00
                    a ping in fragments,            09 80 00 00 00 00
                    a long ping,                    89 FE 00 7E 00 00 00 00
                    a length with its first bit set, 82 FF 80 00 00 00 00 00 00 00 00 00 00 00
                    a length of two bytes for 125,  82 FE 00 7D 00 00 00 00
                    a length of eight bytes for 65535, 82 FF 00 00 00 00 00 00 FF FF 00 00 00 00
                    the second reserved bit,        A1 80 00 00 00 00
                    the opcode of a control frame that is reserved, 8B 80 00 00 00 00
                    a continuation of nothing,      80 80 00 00 00 00
                    a close frame of one byte,      88 81 00 00 00 00 03
                    a close frame with code 999,    88 82 00 00 00 00 03 E7
                    a close frame with code 1005,   88 82 00 00 00 00 03 ED
                    a close frame with code 5000,   88 82 00 00 00 00 13 88
                    a text within a text,           01 80 00 00 00 00 81 80 00 00 00 00
                    """)
    @DisplayName("S-08, row 112: what breaks the protocol is closed with 1002, and nothing is sent before that")
    void refusesBrokenFrames(String what, String hex) throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex.strip());

            assertThat(socket.sendBytes(bytes).closed()).as(what).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    @DisplayName("S-08: a client's close is answered with its code, and the server closes the connection")
    void answersClose(int code) throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.close(code).closed()).isEqualTo(code);
            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("S-08: a close without a code is answered without one")
    void answersCloseWithoutCode() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.send(CLOSE, true, new byte[0]).closed()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("An outlet closes with its code, ignores what comes after, and waits for the client's close")
    void closes() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            outlet.loop().execute(() -> {
                outlet.close(4000, "é".repeat(100));
                outlet.close(4001, "twice");
                outlet.write("after the end".getBytes(UTF_8));
                outlet.flush();
            });

            Frame close = socket.frame();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.payload()).startsWith("\u000F\u00A0").hasSize(124);
            socket.text("ignored").close(4000);
            assertThat(socket.client().rest()).isEmpty();
            assertThat(outlet.scope().cancelled()).isFalse();
        }
    }

    @Test
    @DisplayName("A listener that fails closes the socket with 1011")
    void closesOnFailure() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.text("fail").closed()).isEqualTo(1011);
        }
    }

    @Test
    @DisplayName("A stream whose scope the application cancels is closed with 1008")
    void closesWithScope() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            outlets.take().scope().cancel(Scope.Cause.CANCELLED);

            assertThat(socket.close(1008).closed()).isEqualTo(1008);
        }
    }

    @Test
    @DisplayName("W-05, row 113: a silent client is pinged; its pong keeps it, silence ends it")
    void findsDeadClients() throws Exception {
        var timeouts = Timeouts.defaults().withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(400));
        try (var server = NettyServer.start(Settings.onPort(0).withTimeouts(timeouts), echo);
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.frame().opcode()).isEqualTo(PING);
            socket.send(PONG, true, new byte[0]);
            assertThat(socket.frame().opcode()).isEqualTo(PING);
            assertThat(ended).isNotDone();

            assertThat(socket.client().rest()).isEmpty();
            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("W-05, row 113: a client that sends more frames a second than it may is closed with 1008")
    void boundsRate() throws Exception {
        var limits = Limits.defaults().withFrames(5);
        try (var server = NettyServer.start(Settings.onPort(0).withLimits(limits), echo);
                var socket = RawWebSocket.open(server, "/")) {
            byte[] ping = RawWebSocket.frame(PONG, true, new byte[0]);
            for (int i = 0; i < 100; i++) {
                socket.sendBytes(ping);
            }

            assertThat(socket.closed()).isEqualTo(1008);
        }
    }

    @Test
    @DisplayName("row 113: a client that does not answer a close is cut off")
    void boundsClosing() throws Exception {
        var timeouts = Timeouts.defaults().withClose(Duration.ofMillis(50));
        try (var server = NettyServer.start(Settings.onPort(0).withTimeouts(timeouts), echo);
                var socket = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            outlet.loop().execute(() -> outlet.close(1000, ""));

            assertThat(socket.closed()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("A request's deadline does not hold for the socket that it became")
    void outlivesDeadline() throws Exception {
        var timeouts = Timeouts.defaults()
                .withRequest(Duration.ofMillis(20))
                .withHeartbeat(Duration.ofMillis(100), Duration.ofSeconds(20));
        try (var server = NettyServer.start(Settings.onPort(0).withTimeouts(timeouts), echo);
                var socket = RawWebSocket.open(server, "/")) {
            // By the time of the first ping the deadline is long over.
            assertThat(socket.frame().opcode()).isEqualTo(PING);
            assertThat(socket.text("still here").frame()).isEqualTo(new Frame(TEXT, "still here"));
        }
    }

    @Test
    @DisplayName("W-05: a client that pings and never reads is owed one pong, not one for each ping")
    void owesOnePong() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            Streams.fill(outlet);
            byte[] ping = RawWebSocket.frame(PING, true, new byte[125]);
            for (int i = 0; i < 1000; i++) {
                socket.sendBytes(ping);
            }
            socket.send(PING, true, "last".getBytes(UTF_8)).text("end");

            int pongs = 0;
            Frame frame;
            do {
                frame = socket.frame();
                pongs += frame.opcode() == PONG ? 1 : 0;
            } while (!frame.payload().equals("last"));
            assertThat(pongs).isLessThan(1000);
        }
    }

    @Test
    @DisplayName("Z-01: a client that vanishes ends the socket's scope")
    void noticesReset() throws Exception {
        try (var server = serve();
                var socket = RawWebSocket.open(server, "/")) {
            socket.client().reset();

            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
            Outlet outlet = outlets.take();
            await().until(() -> Streams.on(outlet, () -> !outlet.writable()));
        }
    }

    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                messages.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
