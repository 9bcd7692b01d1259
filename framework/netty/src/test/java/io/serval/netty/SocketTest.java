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

import io.serval.core.Cancelled;
import io.serval.core.Dispatcher;
import io.serval.core.Message;
import io.serval.core.MessageStream;
import io.serval.core.Observer;
import io.serval.core.Operation;
import io.serval.core.Outlet;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.core.Services;
import io.serval.core.SharedMessage;
import io.serval.core.Socket;
import io.serval.core.SocketClosed;
import io.serval.core.SocketHandler;
import io.serval.core.Upgrade;
import io.serval.core.Verb;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawWebSocket.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sockets for handlers that block, over a server. */
@ExtendWith(Leaks.class)
class SocketTest {
    private static final int LIMIT = 1000;

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();

    private NettyServer serve(SocketHandler handler) {
        return serve(Settings.onPort(0), handler);
    }

    private NettyServer serve(Settings settings, SocketHandler handler) {
        return NettyServer.start(
                settings.withLimits(Limits.defaults().withMessageBytes(LIMIT).withFrames(1_000_000))
                        .withObserver((Observer) served::add),
                request -> Upgrade.to(handler).toResponse(request));
    }

    private Object seen() throws InterruptedException {
        return Optional.ofNullable(seen.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    private static void echo(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }

    @Test
    @DisplayName("S-07: text and binary messages are received, whole or in fragments, and sent")
    void echoes() throws Exception {
        try (var server = serve(SocketTest::echo);
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.text("grüezi").frame()).isEqualTo(new Frame(TEXT, latin("grüezi")));
            assertThat(socket.send(BINARY, true, new byte[] {0, -1}).frame()).isEqualTo(new Frame(BINARY, "\0ÿ"));
            assertThat(socket.text("").frame()).isEqualTo(new Frame(TEXT, ""));

            socket.send(TEXT, false, "one ".getBytes(UTF_8)).send(PING, true, new byte[0]);
            assertThat(socket.send(CONTINUATION, true, "two".getBytes(UTF_8)).frame())
                    .isEqualTo(new Frame(PONG, ""));
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "one two"));
        }
    }

    @Test
    @DisplayName(
            "row 108, W-04: cookies of the response go out with the 101, and the subprotocol, chosen among those offered")
    void answersHandshake() throws Exception {
        try (var server = NettyServer.start(
                        Settings.onPort(0),
                        request -> Upgrade.to(socket -> seen.add(socket.protocol()))
                                .speaking("chat.v2", "chat.v1")
                                .toResponse(request)
                                .with("Set-Cookie", "visit=1; HttpOnly")
                                .with("Sec-WebSocket-Protocol", "forged"));
                var client = new RawClient(server)) {
            var answer = client.get("/", RawWebSocket.HANDSHAKE, "Sec-WebSocket-Protocol: soap, chat.v1, chat.v2\r\n")
                    .head();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("set-cookie")).isEqualTo("visit=1; HttpOnly");
            assertThat(answer.header("sec-websocket-protocol")).isEqualTo("chat.v1");
            assertThat(seen()).isEqualTo(Optional.of("chat.v1"));
        }
    }

    @Test
    @DisplayName("S-07: what a client said before it closed is received and answered, then its close")
    void hearsWhatCameBeforeClose() throws Exception {
        try (var server = serve(SocketTest::echo);
                var socket = RawWebSocket.open(server, "/")) {
            byte[] close = {3, -24};
            byte[] both = concat(
                    RawWebSocket.frame(TEXT, true, "last".getBytes(UTF_8)), RawWebSocket.frame(CLOSE, true, close));

            assertThat(socket.sendBytes(both).frame()).isEqualTo(new Frame(TEXT, "last"));
            assertThat(socket.closed()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("S-08: what a client said before it broke a rule is answered, then it is closed with 1002")
    void hearsWhatCameBeforeFault() throws Exception {
        try (var server = serve(SocketTest::echo);
                var socket = RawWebSocket.open(server, "/")) {
            byte[] both = concat(RawWebSocket.frame(TEXT, true, "last".getBytes(UTF_8)), new byte[] {(byte) 0xC1});

            assertThat(socket.sendBytes(both).frame()).isEqualTo(new Frame(TEXT, "last"));
            assertThat(socket.closed()).isEqualTo(1002);
        }
    }

    @Test
    @DisplayName("Z-01: a client that closes has the scope cancelled; nothing more is received, sending throws")
    void endsWithClient() throws Exception {
        try (var server = serve(socket -> {
                    var cancelled = new CompletableFuture<Optional<Scope.Cause>>();
                    socket.scope()
                            .onCancel(() -> cancelled.complete(socket.scope().cause()));
                    seen.add(socket.receive());
                    seen.add(cancelled.get());
                    seen.add(socket.receive());
                    assertThatThrownBy(() -> socket.send("?"))
                            .isInstanceOfSatisfying(SocketClosed.class, closed -> seen.add(closed.code()));
                });
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.close(4001).closed()).isEqualTo(4001);

            assertThat(seen()).isEqualTo(Optional.empty());
        }
    }

    @Test
    @DisplayName("Z-01: a client that vanishes has its handler interrupted and its scope cancelled")
    void noticesReset() throws Exception {
        var begun = new CountDownLatch(1);
        try (var server = serve(socket -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        seen.add(socket.scope().cause());
                        seen.add(socket.receive());
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            begun.await();
            socket.client().reset();

            assertThat(seen()).isEqualTo(Optional.of(Scope.Cause.CLIENT_GONE));
            assertThat(seen()).isEqualTo(Optional.empty());
            Served answered = served.poll(20, TimeUnit.SECONDS);
            assertThat(answered).isNotNull();
            assertThat(answered.status()).isEqualTo(101);
            assertThat(answered.cause()).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("Z-01: a handler that is at work for a client which has closed is given a moment, then cancelled")
    void givesLastWords() throws Exception {
        var begun = new CountDownLatch(1);
        try (var server = serve(socket -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        seen.add(socket.scope().cause());
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            begun.await();

            assertThat(socket.close(1000).closed()).isEqualTo(1000);
            assertThat(seen()).isEqualTo(Optional.of(Scope.Cause.CLIENT_GONE));
        }
    }

    @Test
    @DisplayName("row 111: a handler that returns closes the socket with 1000, behind what it sent")
    void closesOnReturn() throws Exception {
        try (var server = serve(socket -> socket.send("bye"));
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "bye"));
            assertThat(socket.close(1000).closed()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName(
            "S-04, row 110: a handler that throws closes the socket with 1011, logged with the request's id and told to the"
                    + " listener for failures")
    void closesOnFailure() throws Exception {
        var failure = new IllegalStateException("told to fail");
        var failures = new LinkedBlockingQueue<Throwable>();
        var dispatcher = Dispatcher.builder()
                .failures((error, request) -> failures.add(error))
                .route(
                        new Route("/", "test", "", List.of(new Operation(Verb.GET, "", List.of(), Response.class))),
                        self -> Map.of(
                                Verb.GET,
                                request -> Upgrade.to(socket -> {
                                            throw failure;
                                        })
                                        .toResponse(request)))
                .build(new Services());
        try (var log = new Logged("io.serval.core.internal.socket.SocketEndpoint");
                var server = NettyServer.start(Settings.onPort(0), dispatcher);
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.closed()).isEqualTo(1011);
            assertThat(failures.poll(20, TimeUnit.SECONDS)).isSameAs(failure);
            assertThat(log.contains("GET / [")).isTrue();
        }
    }

    @Test
    @DisplayName("row 110: a problem of the client's making closes the socket with 1008 and says why")
    void closesOnProblem() throws Exception {
        try (var server = serve(socket -> {
                    throw new ProblemException(Problem.of(422, "No such move."));
                });
                var socket = RawWebSocket.open(server, "/")) {
            Frame close = socket.frame();

            assertThat(close).isEqualTo(new Frame(CLOSE, "\u0003ð" + "No such move."));
        }
    }

    @Test
    @DisplayName("S-07: a handler that closes goes on undisturbed, and hears nothing more")
    void closesItself() throws Exception {
        try (var server = serve(socket -> {
                    socket.close(4321, "done");
                    socket.close();
                    seen.add(socket.receive());
                    assertThatThrownBy(() -> socket.send("?")).isInstanceOf(SocketClosed.class);
                    new CompletableFuture<>()
                            .completeOnTimeout(1, 300, TimeUnit.MILLISECONDS)
                            .get();
                    seen.add(socket.scope().cause());
                });
                var socket = RawWebSocket.open(server, "/")) {
            Frame close = socket.frame();
            assertThat(close).isEqualTo(new Frame(CLOSE, "\u0010á" + "done"));
            socket.close(4321);

            assertThat(seen()).isEqualTo(Optional.empty());
            assertThat(seen()).isEqualTo(Optional.empty());
        }
    }

    @Test
    @DisplayName("S-07: a code that may not be sent is refused where it is given")
    void refusesCodes() throws Exception {
        try (var server = serve(socket -> {
                    for (int code : List.of(0, 999, 1004, 1005, 1006, 1015, 2999, 5000)) {
                        assertThatThrownBy(() -> socket.close(code, ""))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("RFC 6455 §7.4");
                    }
                    socket.close(3000, "fine");
                });
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.frame().payload()).endsWith("fine");
        }
    }

    @Test
    @DisplayName("W-05, row 114: a server that stops closes with 1001, and the handler's calls throw")
    void closesOnStop() throws Exception {
        try (var server = serve(socket -> {
                    socket.send("here");
                    try {
                        socket.receive();
                    } catch (Cancelled e) {
                        seen.add(e.reason());
                        throw e;
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            socket.frame();
            var stopping = CompletableFuture.runAsync(server::close);

            Frame close = socket.frame();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.payload()).startsWith("\u0003é");
            assertThat(seen()).isEqualTo(Scope.Cause.SHUTDOWN);
            socket.close(1001);
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("S-07: a socket whose scope is cancelled is closed with 1008")
    void closesWithScope() throws Exception {
        try (var server = serve(socket -> {
                    socket.scope().cancel(Scope.Cause.CANCELLED);
                    assertThatThrownBy(socket::receive).isInstanceOf(Cancelled.class);
                    assertThatThrownBy(() -> socket.send("?")).isInstanceOf(Cancelled.class);
                    seen.add("both throw");
                });
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.frame().payload()).startsWith("\u0003ð");
            assertThat(seen()).isEqualTo("both throw");
        }
    }

    @Test
    @DisplayName("row 112: a message that is too big to be received whole closes the socket with 1009")
    void boundsMessages() throws Exception {
        try (var server = serve(socket -> seen.add(socket.receive()));
                var one = RawWebSocket.open(server, "/");
                var many = RawWebSocket.open(server, "/")) {
            assertThat(one.text("x".repeat(LIMIT + 1)).close(1009).closed()).isEqualTo(1009);
            many.send(TEXT, false, new byte[LIMIT]).send(CONTINUATION, false, new byte[1]);
            assertThat(many.close(1009).closed()).isEqualTo(1009);

            assertThat(seen()).isEqualTo(Optional.empty());
            assertThat(seen()).isEqualTo(Optional.empty());
        }
    }

    @Test
    @DisplayName("S-07: a message is read while it arrives, however long it is")
    void streamsIn() throws Exception {
        int pieces = 2000;
        try (var server = serve(socket -> {
                    MessageStream message = socket.receiveStream().orElseThrow();
                    seen.add(message.isText());
                    socket.send("begun");
                    long bytes = message.bytes().transferTo(OutputStream.nullOutputStream());
                    seen.add(bytes);
                    echo(socket);
                });
                var socket = RawWebSocket.open(server, "/")) {
            socket.send(BINARY, false, new byte[1]);
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "begun"));
            for (int i = 0; i < pieces; i++) {
                socket.send(CONTINUATION, false, new byte[8 * 1024]);
            }
            socket.send(CONTINUATION, true, new byte[0]);

            assertThat(seen()).isEqualTo(false);
            assertThat(seen()).isEqualTo(1 + pieces * 8L * 1024);
            assertThat(socket.text("next").frame()).isEqualTo(new Frame(TEXT, "next"));
        }
    }

    @Test
    @DisplayName("S-07: what is left of a message that was not read to its end is thrown away")
    void skipsRest() throws Exception {
        try (var server = serve(socket -> {
                    MessageStream message = socket.receiveStream().orElseThrow();
                    seen.add((char) message.text().read());
                    echo(socket);
                });
                var socket = RawWebSocket.open(server, "/")) {
            socket.send(TEXT, false, "äöü".getBytes(UTF_8)).send(CONTINUATION, true, new byte[5000]);

            assertThat(socket.text("next").frame()).isEqualTo(new Frame(TEXT, "next"));
            assertThat(seen()).isEqualTo('ä');
        }
    }

    @Test
    @DisplayName("Z-01: a client that leaves in the middle of a message has its reader told")
    void noticesEndOfStream() throws Exception {
        try (var server = serve(socket -> {
                    MessageStream message = socket.receiveStream().orElseThrow();
                    seen.add("begun");
                    assertThatThrownBy(() -> message.bytes().readAllBytes()).isInstanceOf(EOFException.class);
                    seen.add("told");
                });
                var socket = RawWebSocket.open(server, "/")) {
            socket.send(BINARY, false, new byte[10]);
            assertThat(seen()).isEqualTo("begun");
            socket.client().leave();

            assertThat(seen()).isEqualTo("told");
        }
    }

    @Test
    @DisplayName("S-07: a message is sent piece by piece, and others wait until it has ended")
    void streamsOut() throws Exception {
        var begun = new CountDownLatch(1);
        try (var server = serve(socket -> {
                    var others = new ArrayList<Future<?>>();
                    try (Writer text = socket.sendText()) {
                        others.add(socket.scope().fork(() -> {
                            begun.countDown();
                            socket.send("other");
                            return 0;
                        }));
                        begun.await();
                        text.write("grü");
                        text.flush();
                        text.write("ezi");
                    }
                    for (var other : others) {
                        other.get();
                    }
                    try (OutputStream bytes = socket.sendBinary()) {
                        bytes.write(new byte[40_000]);
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(socket.message()).isEqualTo(new Frame(TEXT, latin("grüezi")));
            assertThat(socket.message()).isEqualTo(new Frame(TEXT, "other"));
            Frame binary = socket.message();
            assertThat(binary.opcode()).isEqualTo(BINARY);
            assertThat(binary.payload()).hasSize(40_000);
        }
    }

    @Test
    @DisplayName("S-07: a message for many is the same for all, small or large")
    void sharesMessages() throws Exception {
        var small = SharedMessage.text("to all");
        var large = SharedMessage.binary(new byte[20_000]);
        try (var server = serve(socket -> {
                    socket.send(small);
                    socket.send(large);
                    socket.receive();
                });
                var one = RawWebSocket.open(server, "/");
                var two = RawWebSocket.open(server, "/")) {
            for (RawWebSocket each : List.of(one, two)) {
                assertThat(each.frame()).isEqualTo(new Frame(TEXT, "to all"));
                Frame binary = each.frame();
                assertThat(binary.opcode()).isEqualTo(BINARY);
                assertThat(binary.payload()).hasSize(20_000);
            }
        }
    }

    @Test
    @DisplayName("W-05, row 113: sending blocks while the client is slow, and ends with the scope")
    void blocksForSlowClient() throws Exception {
        var sent = new AtomicLong();
        try (var server = serve(socket -> {
                    try {
                        while (true) {
                            socket.send(new byte[8 * 1024]);
                            sent.addAndGet(8 * 1024);
                        }
                    } catch (SocketClosed e) {
                        seen.add(e.code());
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            long first = Still.at(sent::get);
            assertThat(first).isLessThan(32L * 1024 * 1024);
            socket.client().bytes(2 * 1024 * 1024);
            await().until(() -> sent.get() > first);

            socket.client().reset();
            assertThat(seen()).isEqualTo(1006);
        }
    }

    @Test
    @DisplayName(
            "W-05, row 113: a client can send no faster than the handler receives, and is heard again when it does")
    void holdsFastClientBack() throws Exception {
        var go = new CountDownLatch(1);
        int count = 20_000;
        try (var server = serve(socket -> {
                    go.await();
                    for (int i = 0; i < count; i++) {
                        socket.receive();
                    }
                    socket.send("all");
                });
                var socket = RawWebSocket.open(server, "/")) {
            var written = new AtomicLong();
            byte[] frame = RawWebSocket.frame(BINARY, true, new byte[LIMIT]);
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        socket.sendBytes(frame);
                        written.addAndGet(frame.length);
                    }
                } catch (IOException e) {
                    seen.add(e);
                }
            });
            assertThat(Still.at(written::get)).isLessThan((long) count * frame.length);
            go.countDown();
            sending.join();

            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "all"));
            assertThat(seen).isEmpty();
        }
    }

    @Test
    @DisplayName("The outlet of a socket is for those who push: they and the handler both hear of room")
    void lendsOutlet() throws Exception {
        var outlets = new LinkedBlockingQueue<Outlet>();
        try (var server = serve(socket -> {
                    outlets.add(socket.outlet());
                    echo(socket);
                });
                var socket = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            Streams.on(outlet, () -> {
                outlet.onWritable(() -> seen.add("room"));
                return 0;
            });
            long filled = Streams.fill(outlet);
            socket.text("echo");
            for (long read = 0; read < filled; ) {
                read += socket.frame().payload().length();
            }

            assertThat(seen()).isEqualTo("room");
            assertThat(socket.frame()).isEqualTo(new Frame(TEXT, "echo"));
        }
    }

    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
