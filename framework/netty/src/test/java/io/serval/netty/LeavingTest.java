package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Scope.Cause;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class LeavingTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<Optional<Cause>> interrupted = new CompletableFuture<>();
    private final CompletableFuture<Boolean> undone = new CompletableFuture<>();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<WeakReference<Request>> requests = new CopyOnWriteArrayList<>();

    /** Blocks until it is interrupted. */
    private NettyServer serveForever(Settings settings) {
        return NettyServer.start(settings, request -> {
            if (request.path().equals("/fast")) {
                return Response.text(200, "fast");
            }
            Scope.current().onCancel(() -> undone.complete(true));
            threads.add(Thread.currentThread());
            requests.add(new WeakReference<>(request));
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(request.scope().cause());
            }
            return Response.text(200, "late");
        });
    }

    @Test
    @DisplayName("Z-01: a client that closes while the handler blocks has the handler interrupted and its work undone")
    void noticesFin() throws Exception {
        try (var server = serveForever(Settings.onPort(0));
                var client = new RawClient(server)) {
            client.get("/");
            begun.await();
            client.leave();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
            assertThat(undone.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("Z-01: a client that resets its connection has the handler interrupted")
    void noticesReset() throws Exception {
        try (var server = serveForever(Settings.onPort(0));
                var client = new RawClient(server)) {
            client.get("/");
            begun.await();
            client.reset();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("Z-01: a client that closes is noticed behind requests that it pipelined")
    void noticesFinBehindPipeline() throws Exception {
        try (var server = serveForever(Settings.onPort(0));
                var client = new RawClient(server)) {
            client.get("/").get("/fast").get("/fast");
            begun.await();
            client.leave();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("Z-01: a client that closes is noticed behind more requests than are read ahead (epoll)")
    void noticesFinBehindUnreadRequests() throws Exception {
        assumeTrue(Epoll.isAvailable());
        try (var server = serveForever(Settings.onPort(0));
                var client = new RawClient(server)) {
            client.get("/");
            begun.await();
            client.send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n".repeat(4_000));
            client.leave();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("Z-01: a client that closes in mid-body has its reader stopped")
    void noticesFinInBody() throws Exception {
        var read = new CompletableFuture<String>();
        var failure = new CompletableFuture<Throwable>();
        try (var server = NettyServer.start(Settings.onPort(0), request -> {
                    InputStream stream = request.body().stream();
                    read.complete(new String(stream.readNBytes(4), StandardCharsets.UTF_8));
                    try {
                        stream.read();
                    } catch (IOException e) {
                        failure.complete(e);
                        interrupted.complete(request.scope().cause());
                    }
                    return Response.of(200);
                });
                var client = new RawClient(server)) {
            client.post("Content-Length: 8").send("half");
            assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("half");
            client.leave();

            assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("Z-01: a client that closes in mid-body is noticed behind more of it than is held for a handler that"
            + " does not read")
    void noticesFinBehindUnreadBody() throws Exception {
        try (var server = serveForever(Settings.onPort(0));
                var client = new RawClient(server)) {
            client.post("Content-Length: 1000000");
            begun.await();
            client.send(new byte[100_000]);
            client.leave();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.CLIENT_GONE);
            assertThat(undone.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("Z-04: neither thread nor memory is held for a client that has gone, and others are served")
    void freesConnection() throws Exception {
        try (var server = serveForever(Settings.onPort(0))) {
            try (var client = new RawClient(server)) {
                client.get("/");
                begun.await();
            }
            interrupted.get(20, TimeUnit.SECONDS);

            await().until(() -> !threads.getFirst().isAlive());
            threads.clear();
            await().until(() -> {
                System.gc();
                return requests.getFirst().refersTo(null);
            });
            try (var other = new RawClient(server)) {
                assertThat(other.get("/fast").answer().body()).isEqualTo("fast");
            }
        }
    }

    @Test
    @DisplayName("A request that takes too long is a 503 in words, and its handler is interrupted")
    void keepsDeadline() throws Exception {
        var timeouts = Timeouts.defaults().withRequest(Duration.ofMillis(50));
        try (var server = serveForever(Settings.onPort(0).withTimeouts(timeouts));
                var client = new RawClient(server)) {
            Answer answer = client.get("/").answer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("took longer than the 50 ms");
            assertThat(interrupted.get(20, TimeUnit.SECONDS)).contains(Cause.DEADLINE);
        }
    }

    @Test
    @DisplayName("The 503 does not wait for a handler that will not listen, and its late answer is dropped")
    void keepsDeadlineOfDeafHandler() throws Exception {
        var answered = new CountDownLatch(1);
        var timeouts = Timeouts.defaults().withRequest(Duration.ofMillis(50));
        try (var server = NettyServer.start(
                        Settings.onPort(0).withTimeouts(timeouts),
                        request -> Scope.shield(() -> {
                            answered.await();
                            return Response.text(200, "late");
                        }));
                var client = new RawClient(server)) {
            assertThat(client.get("/").answer().status()).isEqualTo(503);
            answered.countDown();

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("A request that is done in time is not touched by its deadline")
    void forgetsDeadline() throws Exception {
        var timeouts = Timeouts.defaults().withRequest(Duration.ofSeconds(20));
        try (var server = serveForever(Settings.onPort(0).withTimeouts(timeouts));
                var client = new RawClient(server)) {
            assertThat(client.get("/fast").answer().body()).isEqualTo("fast");
            assertThat(client.get("/fast").answer().body()).isEqualTo("fast");
        }
    }

    @Test
    @DisplayName("A connection without a request is closed after the idle time, half a request or none")
    void closesIdle() throws Exception {
        var timeouts = Timeouts.defaults().withIdle(Duration.ofMillis(100));
        try (var server = serveForever(Settings.onPort(0).withTimeouts(timeouts));
                var silent = new RawClient(server);
                var slow = new RawClient(server);
                var served = new RawClient(server)) {
            slow.send("GET / HTTP/1.1\r\nHo");
            assertThat(served.get("/fast").answer().body()).isEqualTo("fast");

            assertThat(silent.rest()).isEmpty();
            assertThat(slow.rest()).isEmpty();
            assertThat(served.rest()).isEmpty();
        }
    }
}
