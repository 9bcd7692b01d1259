package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Response;
import io.serval.core.SharedMessage;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Leaks.class)
@DisplayName("A message for many")
class SharedWriteTest {
    private final BlockingQueue<Outlet> outlets = new LinkedBlockingQueue<>();
    private final NettyServer server = NettyServer.start(
            Settings.onPort(0),
            request -> request.path().equals("/push")
                    ? new Response(200, Headers.of("Content-Type", "text/event-stream"), new Content.Push(outlets::add))
                    : new Response(101, Headers.empty(), new Content.WebSocket(outlet -> {
                        outlets.add(outlet);
                        return message -> {};
                    })));

    @AfterEach
    void stop() {
        server.close();
    }

    private static SharedMessage text(String text) {
        return SharedMessage.text(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("is a frame on WebSockets and a chunk in pushed bodies, the same for all")
    void framed() throws Exception {
        SharedMessage shared = text("to all");
        try (var push = new RawClient(server).get("/push");
                var one = RawWebSocket.open(server, "/");
                var two = RawWebSocket.open(server, "/")) {
            push.head();
            for (int i = 0; i < 3; i++) {
                Outlet outlet = outlets.take();
                Streams.on(outlet, () -> {
                    outlet.write(shared);
                    outlet.flush();
                    return true;
                });
            }
            assertThat(push.chunk()).isEqualTo("to all");
            assertThat(one.frame()).isEqualTo(new RawWebSocket.Frame(RawWebSocket.TEXT, "to all"));
            assertThat(two.frame()).isEqualTo(new RawWebSocket.Frame(RawWebSocket.TEXT, "to all"));
        }
    }

    @Test
    @DisplayName("keeps its place among messages for one, however they are flushed")
    void ordered() throws Exception {
        try (var client = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            var expected = new ArrayList<String>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                expected.add(String.valueOf(number));
                Streams.on(outlet, () -> {
                    if (number % 3 == 0) {
                        outlet.write(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
                    } else {
                        outlet.write(text(String.valueOf(number)));
                    }
                    if (number % 5 == 0) {
                        outlet.flush();
                    }
                    return true;
                });
            }
            Streams.on(outlet, () -> {
                outlet.flush();
                return true;
            });
            for (String each : expected) {
                assertThat(client.frame().payload()).isEqualTo(each);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000, 70_000})
    @DisplayName("arrives whole and in order at a client that takes it in parts, and nothing is kept without bound")
    void inParts(int size) throws Exception {
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/", RawWebSocket.HANDSHAKE).head();
            Outlet outlet = outlets.take();
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 1_000_000 && Streams.on(outlet, outlet::writable); i++) {
                int number = i;
                sent.add(number);
                Streams.on(outlet, () -> {
                    outlet.write(text(message(number, size)));
                    // Every other one for this client alone: the rest of a partial write must go before it.
                    outlet.write(message(-number, size).getBytes(StandardCharsets.UTF_8));
                    outlet.flush();
                    return true;
                });
            }
            assertThat(sent.size() * 2L * size).isLessThan(16 << 20);
            for (int number : sent) {
                assertThat(frame(client)).isEqualTo(message(number, size));
                assertThat(frame(client)).isEqualTo(message(-number, size));
            }
            assertThat(Streams.on(outlet, outlet::writable)).isTrue();
        }
    }

    private static String message(int number, int size) {
        String start = number + ":";
        return start + "x".repeat(size - start.length());
    }

    private static String frame(RawClient client) throws IOException {
        int length = client.bytes(2)[1];
        if (length == 126) {
            byte[] two = client.bytes(2);
            length = (two[0] & 0xff) << 8 | two[1] & 0xff;
        } else if (length == 127) {
            byte[] eight = client.bytes(8);
            length = (eight[5] & 0xff) << 16 | (eight[6] & 0xff) << 8 | eight[7] & 0xff;
        }
        return new String(client.bytes(length), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("that is written before the close goes before it; one that is written after it does not go")
    void beforeTheClose() throws Exception {
        try (var client = RawWebSocket.open(server, "/")) {
            Outlet outlet = outlets.take();
            Streams.on(outlet, () -> {
                outlet.write(text("last"));
                outlet.close(1000, "");
                outlet.write(text("too late"));
                outlet.flush();
                return true;
            });
            assertThat(client.frame().payload()).isEqualTo("last");
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("for a client that has gone goes nowhere, and the others get theirs")
    void gone() throws Exception {
        try (var leaving = new RawClient(server).get("/", RawWebSocket.HANDSHAKE);
                var staying = RawWebSocket.open(server, "/")) {
            leaving.head();
            Outlet first = outlets.take();
            Outlet second = outlets.take();
            leaving.leave();
            for (int i = 0; i < 50; i++) {
                SharedMessage message = text("message " + i);
                for (Outlet outlet : List.of(first, second)) {
                    Streams.on(outlet, () -> {
                        outlet.write(message);
                        outlet.flush();
                        return true;
                    });
                }
            }
            for (int i = 0; i < 50; i++) {
                assertThat(staying.frame().payload()).isEqualTo("message " + i);
            }
        }
    }
}
