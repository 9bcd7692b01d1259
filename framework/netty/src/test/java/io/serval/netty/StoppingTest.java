package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Response;
import io.serval.core.Scope.Cause;
import io.serval.core.StartupException;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class StoppingTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CompletableFuture<Optional<Cause>> interrupted = new CompletableFuture<>();

    private NettyServer serve(Timeouts timeouts) {
        return NettyServer.start(Settings.onPort(0).withTimeouts(timeouts), request -> switch (request.path()) {
            case "/slow" -> {
                begun.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    interrupted.complete(request.scope().cause());
                }
                yield Response.text(200, "slow");
            }
            case "/push" -> new Response(200, Headers.empty(), new Content.Push(this::farewell));
            case "/last-word" ->
                new Response(101, Headers.empty(), new Content.WebSocket(outlet -> {
                    farewell(outlet);
                    return message -> {};
                }));
            case "/late-word" ->
                new Response(101, Headers.empty(), new Content.WebSocket(outlet -> {
                    outlet.scope().onCancel(() -> {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        speak(outlet);
                    });
                    return message -> {};
                }));
            case "/socket" -> new Response(101, Headers.empty(), new Content.WebSocket(outlet -> message -> {}));
            default -> Response.text(200, "fast");
        });
    }

    /** As an application does that has a last word: not closed by it, but by the server. */
    private void farewell(Outlet outlet) {
        outlet.scope().onCancel(() -> speak(outlet));
    }

    private static void speak(Outlet outlet) {
        outlet.loop().execute(() -> {
            outlet.write("bye".getBytes(UTF_8));
            outlet.flush();
        });
    }

    @Test
    @DisplayName("A stopping server answers what is in flight, refuses what is new, and closes what is idle")
    void drains() throws Exception {
        var server = serve(Timeouts.defaults());
        int port = server.port();
        try (var busy = new RawClient(server);
                var idle = new RawClient(server)) {
            idle.get("/").answer();
            busy.get("/slow");
            begun.await();
            var stopping = CompletableFuture.runAsync(server::close);

            assertThat(idle.rest()).isEmpty();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> RawClient.onPort(port).close()).isInstanceOf(ConnectException.class));
            go.countDown();
            Answer answer = busy.answer();
            assertThat(answer.body()).isEqualTo("slow");
            assertThat(answer.header("connection")).isEqualTo("close");
            busy.leave();
            stopping.get(20, TimeUnit.SECONDS);
            assertThat(interrupted).isNotDone();
        }
    }

    @Test
    @DisplayName("W-05: a stopping server closes WebSockets with 1001")
    void closesSockets() throws Exception {
        var server = serve(Timeouts.defaults());
        try (var socket = RawWebSocket.open(server, "/socket")) {
            var stopping = CompletableFuture.runAsync(server::close);

            assertThat(socket.frame().payload()).startsWith("\u0003\u00E9");
            socket.close(1001);
            assertThat(socket.client().rest()).isEmpty();
            socket.client().leave();
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("A stopping server ends what is pushed, after the application's last word")
    void endsStreams() throws Exception {
        var server = serve(Timeouts.defaults());
        try (var client = new RawClient(server)) {
            client.get("/push").head();
            var stopping = CompletableFuture.runAsync(server::close);

            assertThat(client.chunk()).isEqualTo("bye");
            assertThat(client.chunk()).isEmpty();
            assertThat(client.rest()).isEmpty();
            client.leave();
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("W-05: of many sockets each is closed after its own last word, however late its turn comes")
    void waitsForEachLastWord() throws Exception {
        var server = serve(Timeouts.defaults());
        List<RawWebSocket> early = open(server, "/last-word");
        List<RawWebSocket> late = open(server, "/late-word");
        var stopping = CompletableFuture.runAsync(server::close);

        assertLastWords(early);
        go.countDown();
        assertLastWords(late);
        stopping.get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("W-05: a socket whose last word never comes is closed with 1001 when the time to drain is over")
    void givesUpLastWord() throws Exception {
        var server = serve(Timeouts.defaults().withDrain(Duration.ofMillis(500)));
        try (var socket = RawWebSocket.open(server, "/late-word")) {
            var stopping = CompletableFuture.runAsync(server::close);

            assertThat(socket.frame().payload()).startsWith("\u0003\u00E9");
            go.countDown();
            socket.close(1001);
            assertThat(socket.client().rest()).isEmpty();
            socket.client().leave();
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    private static List<RawWebSocket> open(NettyServer server, String path) throws IOException {
        var sockets = new ArrayList<RawWebSocket>();
        for (int i = 0; i < 150; i++) {
            sockets.add(RawWebSocket.open(server, path));
        }
        return sockets;
    }

    private static void assertLastWords(List<RawWebSocket> sockets) throws IOException {
        for (RawWebSocket socket : sockets) {
            assertThat(socket.frame().payload()).isEqualTo("bye");
            assertThat(socket.frame().payload()).startsWith("\u0003\u00E9");
            socket.close(1001).close();
        }
    }

    @Test
    @DisplayName("A request that outlasts the drain is cancelled, and its client told")
    void cancelsWhatLasts() throws Exception {
        var server = serve(Timeouts.defaults().withDrain(Duration.ofMillis(50)));
        try (var client = new RawClient(server)) {
            client.get("/slow");
            begun.await();
            var stopping = CompletableFuture.runAsync(server::close);

            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("stopping");
            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.SHUTDOWN);
            client.leave();
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("Stopping twice does nothing, and ends the loops' threads")
    void stopsOnce() throws IOException {
        var server = serve(Timeouts.defaults());
        try (var client = new RawClient(server)) {
            client.get("/").answer();
        }
        server.close();
        server.close();
        server.drain();
    }

    @Test
    @DisplayName("A port that is in use is a start-up error that says what to do")
    void namesPort() {
        try (var server = serve(Timeouts.defaults())) {
            assertThatThrownBy(() -> NettyServer.start(Settings.onPort(server.port()), request -> Response.of(200)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("Port " + server.port() + " is in use; pass --port N or --port 0");
        }
    }

    @Test
    @DisplayName("The loops' threads have names")
    void namesThreads() throws Exception {
        var thread = new CompletableFuture<String>();
        try (var server = NettyServer.start(
                        Settings.onPort(0),
                        request -> new Response(200, Headers.empty(), new Content.Push(outlet -> {
                            thread.complete(Thread.currentThread().getName());
                            outlet.close(0, "");
                        })));
                var client = new RawClient(server)) {
            client.get("/").answer();

            assertThat(thread.get(20, TimeUnit.SECONDS)).matches("serval-loop-\\d+");
        }
    }
}
