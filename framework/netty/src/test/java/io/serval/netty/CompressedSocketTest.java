package io.serval.netty;

import static io.serval.netty.RawWebSocket.BINARY;
import static io.serval.netty.RawWebSocket.CONTINUATION;
import static io.serval.netty.RawWebSocket.PING;
import static io.serval.netty.RawWebSocket.PONG;
import static io.serval.netty.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Message;
import io.serval.core.Response;
import io.serval.core.SharedMessage;
import io.serval.core.Socket;
import io.serval.core.Upgrade;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.Writer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Leaks.class)
@DisplayName("permessage-deflate")
class CompressedSocketTest {
    private static final int RSV1 = 0x40;
    private static final int LIMIT = 64 * 1024;
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final String LARGE = "not small, and easy to compress. ".repeat(100);

    private static NettyServer serve(Handler handler) {
        return NettyServer.start(
                Settings.onPort(0)
                        .withLimits(Limits.defaults().withMessageBytes(LIMIT))
                        .withWebSockets(WebSockets.defaults().withCompression(true)),
                handler);
    }

    private static NettyServer serveEcho() {
        return serve(request -> Upgrade.to(CompressedSocketTest::echo).toResponse(request));
    }

    private static void echo(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }

    private static RawWebSocket open(NettyServer server) throws Exception {
        return RawWebSocket.open(server, "/", OFFER);
    }

    @Test
    @DisplayName("S-08: is agreed on in the handshake, without memory on either side")
    void agrees() throws Exception {
        try (var server = serveEcho();
                var client = new RawClient(server)) {
            var answer = client.get("/", RawWebSocket.HANDSHAKE + OFFER).head();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("sec-websocket-extensions"))
                    .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        }
    }

    @Test
    @DisplayName("S-08: is off unless it is switched on")
    void isOff() throws Exception {
        try (var server = NettyServer.start(
                        Settings.onPort(0),
                        request -> Upgrade.to(CompressedSocketTest::echo).toResponse(request));
                var client = new RawClient(server)) {
            var answer = client.get("/", RawWebSocket.HANDSHAKE + OFFER).head();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
        }
    }

    @Test
    @DisplayName("S-08: a list of extensions that is none is a 400")
    void refusesMalformed() throws Exception {
        try (var server = serveEcho();
                var client = new RawClient(server)) {
            var answer = client.get("/", RawWebSocket.HANDSHAKE + "Sec-WebSocket-Extensions: permessage-deflate;=\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("permessage-deflate;=");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one block, f248cdc9c90700",
        "a block that is not compressed, 000500faff48656c6c6f00",
        "a block that says it is the last, f348cdc9c9070000",
        "two blocks, f24805000000ffffcac9c90700"
    })
    @DisplayName("S-08: the examples of RFC 7692 §7.2.3 are understood")
    void inflates(String what, String hex) throws Exception {
        try (var server = serveEcho();
                var socket = open(server)) {
            socket.send(RSV1 | TEXT, true, HexFormat.of().parseHex(hex));

            assertThat(socket.frame()).as(what).isEqualTo(new Frame(TEXT, "Hello"));
        }
    }

    @Test
    @DisplayName(
            "S-08: an empty message, one that is not compressed, and fragments with a ping between them are understood")
    void inflatesFragments() throws Exception {
        try (var server = serveEcho();
                var socket = open(server)) {
            assertThat(socket.send(RSV1 | BINARY, true, new byte[] {0}).frame()).isEqualTo(new Frame(BINARY, ""));
            assertThat(socket.text("plain").frame()).isEqualTo(new Frame(TEXT, "plain"));

            byte[] hello = deflate("Hello".getBytes(UTF_8));
            socket.send(RSV1 | TEXT, false, Arrays.copyOf(hello, 3));
            assertThat(socket.send(PING, true, "?".getBytes(UTF_8)).frame()).isEqualTo(new Frame(PONG, "?"));
            socket.send(CONTINUATION, false, new byte[0]);
            socket.send(CONTINUATION, true, Arrays.copyOfRange(hello, 3, hello.length));
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "Hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RSV1 | CONTINUATION, RSV1 | PING, RSV1 | PONG, 0x20 | TEXT, 0x10 | TEXT})
    @DisplayName("S-08: a reserved bit anywhere but at the begin of a message, and the other two, are a 1002")
    void refusesBits(int start) throws Exception {
        try (var server = serveEcho();
                var socket = open(server)) {
            if (start == (RSV1 | CONTINUATION)) {
                socket.send(RSV1 | TEXT, false, new byte[0]);
            }

            assertThat(socket.send(start, true, new byte[] {0}).closed()).isEqualTo(1002);
        }
    }

    @Test
    @DisplayName("S-08: the reserved bit of a client that has not agreed on it is a 1002")
    void refusesUnagreed() throws Exception {
        try (var server = serveEcho();
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.send(RSV1 | TEXT, true, deflate("Hello".getBytes(UTF_8)))
                            .closed())
                    .isEqualTo(1002);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "what is not deflated, ffffffff",
        "a block that is cut off, f248cd",
        "a stored block that is cut off, 000500faff4865",
        "what refers to the message before, f200110000",
        "text that is not UTF-8, 000100feffc000"
    })
    @DisplayName("S-08: data that cannot be inflated, or is not whole, is a 1007")
    void refusesBroken(String what, String hex) throws Exception {
        try (var server = serveEcho();
                var socket = open(server)) {
            socket.send(RSV1 | TEXT, true, deflate("Hello".getBytes(UTF_8)));
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "Hello"));

            assertThat(socket.send(RSV1 | TEXT, true, HexFormat.of().parseHex(hex))
                            .closed())
                    .as(what)
                    .isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("S-08: a message that becomes too big is a 1009, however small it came, for handlers that wait")
    void refusesBomb() throws Exception {
        try (var server = serveEcho();
                var socket = open(server)) {
            assertThat(socket.send(RSV1 | BINARY, true, deflate(new byte[16 << 20]))
                            .closed())
                    .isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("S-08: a message that becomes too big is a 1009 for listeners, in fragments too")
    void refusesBombForListeners() throws Exception {
        try (var server = serve(request -> new Response(101, Headers.empty(), new Content.WebSocket(outlet -> text -> {
                    throw new AssertionError("A message came that is too big.");
                })));
                var socket = open(server)) {
            byte[] bomb = deflate(new byte[16 << 20]);
            socket.send(RSV1 | TEXT, false, Arrays.copyOf(bomb, bomb.length / 2));

            assertThat(socket.closed()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("S-08: a message that is read while it arrives may be of any length, and waits for its reader")
    void streamsIn() throws Exception {
        var read = new CountDownLatch(1);
        var size = new CompletableFuture<Long>();
        try (var server = serve(request -> Upgrade.to(socket -> {
                            var message = socket.receiveStream().orElseThrow();
                            read.await();
                            size.complete(message.bytes().skip(Long.MAX_VALUE));
                        })
                        .toResponse(request));
                var socket = open(server)) {
            socket.send(RSV1 | BINARY, true, deflate(new byte[100 << 20]));
            read.countDown();

            assertThat(size.get(60, TimeUnit.SECONDS)).isEqualTo(100L << 20);
        }
    }

    @Test
    @DisplayName("S-08: what is sent is compressed if that makes it shorter, each message for itself")
    void deflates() throws Exception {
        byte[] random = new byte[1000];
        new Random(42).nextBytes(random);
        try (var server = serveEcho();
                var socket = open(server)) {
            byte[] first = raw(socket.text(LARGE));
            assertThat(first[0]).isEqualTo((byte) (0x80 | RSV1 | TEXT));
            assertThat(inflate(payload(first))).isEqualTo(LARGE);
            assertThat(raw(socket.text(LARGE))).isEqualTo(first);

            assertThat(raw(socket.text("small"))[0]).isEqualTo((byte) (0x80 | TEXT));
            assertThat(raw(socket.send(BINARY, true, random))[0]).isEqualTo((byte) (0x80 | BINARY));
        }
    }

    @Test
    @DisplayName("S-08: a message to many is compressed for those who agreed on it")
    void deflatesShared() throws Exception {
        SharedMessage message = SharedMessage.text(LARGE);
        try (var server = serve(request -> Upgrade.to(socket -> {
                            socket.send(message);
                            socket.receive();
                        })
                        .toResponse(request));
                var one = open(server);
                var other = open(server);
                var without = RawWebSocket.open(server, "/")) {
            byte[] frame = raw(one);
            assertThat(frame[0]).isEqualTo((byte) (0x80 | RSV1 | TEXT));
            assertThat(inflate(payload(frame))).isEqualTo(LARGE);
            assertThat(raw(other)).isEqualTo(frame);
            assertThat(without.frame()).isEqualTo(new Frame(TEXT, LARGE));
        }
    }

    @Test
    @DisplayName("S-08: a message that is sent piece by piece is compressed piece by piece, with one mark at its begin")
    void deflatesPieces() throws Exception {
        try (var server = serve(request -> Upgrade.to(socket -> {
                            try (Writer out = socket.sendText()) {
                                for (int i = 0; i < 100; i++) {
                                    out.write(LARGE);
                                }
                            }
                            socket.receive();
                        })
                        .toResponse(request));
                var socket = open(server)) {
            var all = new ByteArrayOutputStream();
            byte[] frame = raw(socket);
            assertThat(frame[0]).isEqualTo((byte) (RSV1 | TEXT));
            all.writeBytes(payload(frame));
            while (frame[0] >= 0) {
                frame = raw(socket);
                assertThat(frame[0] & 0x7f).isEqualTo(CONTINUATION);
                all.writeBytes(payload(frame));
            }

            assertThat(inflate(all.toByteArray())).isEqualTo(LARGE.repeat(100));
        }
    }

    /** Returns the next frame as it is. */
    private static byte[] raw(RawWebSocket socket) throws Exception {
        byte[] start = socket.client().bytes(2);
        byte[] more = socket.client().bytes(start[1] == 126 ? 2 : 0);
        int length = start[1] == 126 ? (more[0] & 0xff) << 8 | more[1] & 0xff : start[1];
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(start);
        frame.writeBytes(more);
        frame.writeBytes(socket.client().bytes(length));
        return frame.toByteArray();
    }

    private static byte[] payload(byte[] frame) {
        return Arrays.copyOfRange(frame, frame[1] == 126 ? 4 : 2, frame.length);
    }

    private static byte[] deflate(byte[] bytes) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            byte[] out = new byte[bytes.length / 100 + 1000];
            int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, size - 4);
        } finally {
            deflater.end();
        }
    }

    private static String inflate(byte[] deflated) throws Exception {
        var inflater = new Inflater(true);
        try {
            byte[] whole = Arrays.copyOf(deflated, deflated.length + 4);
            whole[deflated.length + 2] = -1;
            whole[deflated.length + 3] = -1;
            inflater.setInput(whole);
            byte[] out = new byte[1 << 20];
            return new String(out, 0, inflater.inflate(out), UTF_8);
        } finally {
            inflater.end();
        }
    }
}
