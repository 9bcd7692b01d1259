package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class PushTest {
    private final BlockingQueue<Outlet> outlets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Scope.Cause>> ended = new CompletableFuture<>();
    private final NettyServer server = NettyServer.start(
            Settings.onPort(0),
            request -> request.path().equals("/plain")
                    ? Response.text(200, "plain")
                    : new Response(200, Headers.of("Content-Type", "text/event-stream"), new Content.Push(outlet -> {
                        outlet.scope()
                                .onCancel(() -> ended.complete(outlet.scope().cause()));
                        outlets.add(outlet);
                    })));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("Each message is a chunk; after the end the connection serves the next request")
    void pushesChunks() throws Exception {
        try (var client = new RawClient(server)) {
            Answer head = client.get("/").head();
            Outlet outlet = outlets.take();
            write(outlet, "one", "", "two");

            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            assertThat(head.headers()).doesNotContainKey("content-length");
            assertThat(client.chunk()).isEqualTo("one");
            assertThat(client.chunk()).isEqualTo("two");

            outlet.loop().execute(() -> outlet.close(0, ""));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.get("/plain").answer().body()).isEqualTo("plain");
            assertThat(outlet.scope().cancelled()).isFalse();
        }
    }

    @Test
    @DisplayName("What is written leaves with the flush, not before")
    void flushes() throws Exception {
        try (var client = new RawClient(server)) {
            client.get("/").head();
            Outlet outlet = outlets.take();
            Streams.on(outlet, () -> {
                outlet.write("held".getBytes(UTF_8));
                return true;
            });
            assertThat(client.available()).isZero();
            Streams.on(outlet, () -> {
                outlet.flush();
                return true;
            });

            assertThat(client.chunk()).isEqualTo("held");
        }
    }

    @Test
    @DisplayName("An HTTP/1.0 client gets the bytes as they are, until the connection closes")
    void pushesUntilClose() throws Exception {
        try (var client = new RawClient(server)) {
            Answer head = client.send("GET / HTTP/1.0\r\n\r\n").head();
            Outlet outlet = outlets.take();
            write(outlet, "one", "two");
            outlet.loop().execute(() -> outlet.close(0, ""));

            assertThat(head.headers()).containsEntry("connection", "close").doesNotContainKey("transfer-encoding");
            assertThat(client.rest()).isEqualTo("onetwo");
        }
    }

    @Test
    @DisplayName("HEAD gets the head, and nothing is pushed")
    void leavesHeadAlone() throws Exception {
        try (var client = new RawClient(server)) {
            assertThat(client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").head().header("content-type"))
                    .isEqualTo("text/event-stream");
            assertThat(client.get("/plain").answer().body()).isEqualTo("plain");
            assertThat(outlets).isEmpty();
        }
    }

    @Test
    @DisplayName("Z-01: a client that leaves ends the stream's scope, and later writes go nowhere")
    void noticesLeaving() throws Exception {
        try (var client = new RawClient(server)) {
            client.get("/").head();
            Outlet outlet = outlets.take();
            client.leave();

            assertThat(ended.get(20, TimeUnit.SECONDS)).contains(Scope.Cause.CLIENT_GONE);
            write(outlet, "into the void");
            await().until(() -> Streams.on(outlet, () -> !outlet.writable()));
        }
    }

    @Test
    @DisplayName("A stream whose scope the application cancels is ended")
    void endsWithScope() throws Exception {
        try (var client = new RawClient(server)) {
            client.get("/").head();
            outlets.take().scope().cancel(Scope.Cause.CANCELLED);

            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "W-05, G-30: a client that does not read makes its outlet unwritable; once it reads there is room again")
    void pressesBack() throws Exception {
        var room = new CountDownLatch(1);
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/").head();
            Outlet outlet = outlets.take();
            Streams.on(outlet, () -> {
                outlet.onWritable(room::countDown);
                return true;
            });
            long written = Streams.fill(outlet);
            assertThat(Streams.on(outlet, outlet::writable)).isFalse();
            assertThat(written)
                    .as("what a client that reads nothing can make the server hold")
                    .isLessThan(16 << 20);
            assertThat(room.getCount()).isOne();

            long read = 0;
            while (read < written) {
                read += client.chunk().length();
            }
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Streams.on(outlet, outlet::writable)).isTrue();
        }
    }

    @Test
    @DisplayName("One task for each loop reaches all its clients")
    void reachesMany() throws Exception {
        int count = 100;
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(new RawClient(server).get("/"));
            }
            for (RawClient client : clients) {
                client.head();
            }
            List<Outlet> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(outlets.take());
            }
            Set<Executor> loops = new HashSet<>();
            all.forEach(outlet -> loops.add(outlet.loop()));
            assertThat(loops).hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());

            byte[] shared = "to all".getBytes(UTF_8);
            var tasks = new AtomicInteger();
            for (Executor loop : loops) {
                loop.execute(() -> {
                    tasks.incrementAndGet();
                    all.stream().filter(outlet -> outlet.loop().equals(loop)).forEach(outlet -> {
                        outlet.write(shared);
                        outlet.flush();
                    });
                });
            }
            for (RawClient client : clients) {
                assertThat(client.chunk()).isEqualTo("to all");
            }
            assertThat(tasks).hasValue(loops.size());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("An outlet used off its loop says what to do")
    void tellsThreads() throws Exception {
        try (var client = new RawClient(server)) {
            client.get("/").head();
            Outlet outlet = outlets.take();

            assertThatThrownBy(() -> outlet.write(new byte[1]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("outlet.loop().execute");
        }
    }

    private static void write(Outlet outlet, String... messages) {
        outlet.loop().execute(() -> {
            for (String message : messages) {
                outlet.write(message.getBytes(UTF_8));
            }
            outlet.flush();
        });
    }
}
