package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Handler;
import io.serval.core.Handlers;
import io.serval.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A handler that never blocks")
@ExtendWith(Leaks.class)
class OnEventLoopTest {
    private static final Handler WHERE = Handlers.onEventLoop(request -> Response.text(
            200,
            (Thread.currentThread().isVirtual() ? "virtual " : "loop ")
                    + new String(request.body().bytes(), StandardCharsets.UTF_8)));

    @Test
    @DisplayName("answers on the connection's event loop, with the body that came with the head")
    void onLoop() throws Exception {
        try (var server = NettyServer.start(NettyServer.Settings.onPort(0), WHERE);
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");

            assertThat(client.answer().body()).isEqualTo("loop abc");
        }
    }

    @Test
    @DisplayName("answers on a virtual thread when the body is still coming")
    void lateBody() throws Exception {
        try (var server = NettyServer.start(NettyServer.Settings.onPort(0), WHERE);
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            client.answer();
            client.send("abc");

            assertThat(client.answer().body()).isEqualTo("virtual abc");
        }
    }

    @Test
    @DisplayName("answers thousands of pipelined requests in order")
    void pipelined() throws Exception {
        int requests = 3_000;
        try (var server = NettyServer.start(
                        NettyServer.Settings.onPort(0),
                        Handlers.onEventLoop(request -> Response.text(200, request.path())));
                var client = new RawClient(server)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < requests; i++) {
                    try {
                        client.send("GET /" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            for (int i = 0; i < requests; i++) {
                assertThat(client.answer().body()).isEqualTo("/" + i);
            }
            writer.join();
        }
    }

    @Test
    @DisplayName("that throws is a 500, and the connection goes on")
    void throwing() throws Exception {
        try (var server = NettyServer.start(NettyServer.Settings.onPort(0), Handlers.onEventLoop(request -> {
                    throw new IllegalStateException("no");
                }));
                var client = new RawClient(server)) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

                assertThat(client.answer().status()).isEqualTo(500);
            }
        }
    }
}
