package io.serval.netty;

import static io.serval.netty.RawWebSocket.BINARY;
import static io.serval.netty.RawWebSocket.CONTINUATION;
import static io.serval.netty.RawWebSocket.PING;
import static io.serval.netty.RawWebSocket.PONG;
import static io.serval.netty.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Message;
import io.serval.core.Scope;
import io.serval.core.Socket;
import io.serval.core.SocketHandler;
import io.serval.core.Upgrade;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawWebSocket.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients of sockets that mean no good, or whose network does not. */
@ExtendWith(Leaks.class)
class HostileSocketTest {
    private static final Limits MANY_FRAMES = Limits.defaults().withFrames(100_000_000);

    private static NettyServer serve(Settings settings, SocketHandler handler) {
        return NettyServer.start(settings, request -> Upgrade.to(handler).toResponse(request));
    }

    private static void echo(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            if (next.get() instanceof Message.Text(String text)) {
                socket.send(text);
            }
        }
    }

    @Test
    @DisplayName(
            "W-05, row 113: clients that flood a handler with tiny frames, and never read, cost a bounded number of bytes")
    void boundsTinyFrames() throws Exception {
        int clients = 20;
        int each = 400_000;
        var written = new AtomicLong();
        var go = new CountDownLatch(1);
        var sockets = new ArrayList<RawWebSocket>();
        try (var server = serve(Settings.onPort(0).withLimits(MANY_FRAMES), socket -> go.await())) {
            long before = usedAfterCollection();
            byte[] tiny = RawWebSocket.frame(CONTINUATION, false, new byte[] {'x'});
            byte[] many = repeat(tiny, 1_000);
            for (int i = 0; i < clients; i++) {
                var socket = RawWebSocket.open(server, "/").send(TEXT, false, new byte[0]);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        for (int sent = 0; sent < each; sent += many.length) {
                            socket.sendBytes(many);
                            written.addAndGet(many.length);
                        }
                    } catch (IOException e) {
                        // Closed by the end of the test.
                        written.addAndGet(1);
                    }
                });
            }
            Still.at(written::get);
            long perClient = (usedAfterCollection() - before) / clients;

            assertThat(perClient).as("bytes of heap per client").isLessThan(400_000);
        } finally {
            go.countDown();
            for (RawWebSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName(
            "W-05, row 113: a flood of pings is answered while the client reads, and closed with 1008 beyond the rate")
    void boundsPings() throws Exception {
        try (var server = serve(
                        Settings.onPort(0).withLimits(Limits.defaults().withFrames(500)), HostileSocketTest::echo);
                var socket = RawWebSocket.open(server, "/")) {
            socket.sendBytes(repeat(RawWebSocket.frame(PING, true, new byte[100]), 2_000));

            Frame frame = socket.frame();
            int pongs = 0;
            for (; frame.opcode() == PONG; frame = socket.frame()) {
                pongs++;
            }
            assertThat(pongs).isBetween(1, 500);
            assertThat(frame.payload()).startsWith("\u0003ð");
        }
    }

    @Test
    @DisplayName("S-08: a message that comes byte by byte is the same message")
    void takesDrips() throws Exception {
        try (var server = serve(Settings.onPort(0), HostileSocketTest::echo);
                var socket = RawWebSocket.open(server, "/")) {
            String text = "grüezi mitenand, ".repeat(10);
            for (byte each : RawWebSocket.frame(TEXT, true, text.getBytes(UTF_8))) {
                socket.sendBytes(new byte[] {each});
            }

            assertThat(socket.frame().payload()).hasSize(text.getBytes(UTF_8).length);
        }
    }

    @Test
    @DisplayName("Z-04: of clients that are killed in the middle of a message nothing is left")
    void forgetsKilled() throws Exception {
        int count = 300;
        var begun = new AtomicInteger();
        var ended = new AtomicInteger();
        try (var server = serve(Settings.onPort(0), socket -> {
            begun.incrementAndGet();
            try {
                socket.receive();
            } finally {
                ended.incrementAndGet();
            }
        })) {
            for (int i = 0; i < count; i++) {
                var socket = RawWebSocket.open(server, "/");
                byte[] frame = RawWebSocket.frame(i % 2 == 0 ? TEXT : BINARY, true, new byte[5_000]);
                socket.sendBytes(Arrays.copyOf(frame, 1 + i * 16 % frame.length));
                socket.client().reset();
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> server.connections() == 0);
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.get() == ended.get());
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    @DisplayName("Z-01: a client that leaves while its messages are held back is noticed, by its close or by a ping")
    void noticesLeavingWhileHeldBack() throws Exception {
        var timeouts = Timeouts.defaults().withHeartbeat(Duration.ofMillis(100), Duration.ofSeconds(20));
        var interrupted = new CompletableFuture<Optional<Scope.Cause>>();
        try (var server = serve(Settings.onPort(0).withTimeouts(timeouts), socket -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(socket.scope().cause());
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            for (int i = 0; i < 100; i++) {
                socket.send(BINARY, true, new byte[1_000]);
            }
            socket.client().leave();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("row 113: a client that is held back is not taken for dead: its pong cannot be heard")
    void sparesHeldBack() throws Exception {
        var timeouts = Timeouts.defaults().withHeartbeat(Duration.ofMillis(100), Duration.ofSeconds(1));
        var go = new CountDownLatch(1);
        try (var server = serve(Settings.onPort(0).withTimeouts(timeouts), socket -> {
                    go.await();
                    for (int i = 0; i < 100; i++) {
                        socket.receive();
                    }
                    socket.send("all");
                });
                var socket = RawWebSocket.open(server, "/")) {
            for (int i = 0; i < 100; i++) {
                socket.send(BINARY, true, new byte[1_000]);
            }
            for (int pings = 0; pings < 20; pings++) {
                assertThat(socket.frame().opcode()).isEqualTo(PING);
            }
            go.countDown();

            Frame frame = socket.frame();
            while (frame.opcode() == PING) {
                frame = socket.frame();
            }
            assertThat(frame).isEqualTo(new Frame(TEXT, "all"));
        }
    }

    @Test
    @DisplayName("W-05: a client that takes nothing of what waits for it is cut off")
    void cutsStalled() throws Exception {
        var timeouts = Timeouts.defaults().withWrite(Duration.ofMillis(200));
        BlockingQueue<Optional<Scope.Cause>> ended = new LinkedBlockingQueue<>();
        try (var server = serve(Settings.onPort(0).withTimeouts(timeouts), socket -> {
                    try {
                        while (true) {
                            socket.send(new byte[50_000]);
                        }
                    } finally {
                        ended.add(socket.scope().cause());
                    }
                });
                var socket = RawWebSocket.open(server, "/")) {
            assertThat(ended.poll(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
            assertThat(socket.client().bytes(1)).isNotEmpty();
        }
    }

    @Test
    @DisplayName("row 114: silent clients, and such that have left half, hold no stop up beyond the time to close")
    void stopsDespiteSilence() throws Exception {
        var timeouts = Timeouts.defaults().withClose(Duration.ofMillis(100));
        var server = serve(Settings.onPort(0).withTimeouts(timeouts), HostileSocketTest::echo);
        var sockets = new ArrayList<RawWebSocket>();
        try {
            for (int i = 0; i < 10; i++) {
                sockets.add(RawWebSocket.open(server, "/"));
            }
            List<CompletableFuture<Integer>> codes = sockets.stream()
                    .map(socket -> CompletableFuture.supplyAsync(() -> closed(socket), Thread::startVirtualThread))
                    .toList();
            server.close();

            for (CompletableFuture<Integer> code : codes) {
                assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
            }
        } finally {
            for (RawWebSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int closed(RawWebSocket socket) {
        try {
            return socket.closed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] repeat(byte[] frame, int times) {
        byte[] all = new byte[frame.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
