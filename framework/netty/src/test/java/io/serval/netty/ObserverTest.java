package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Observer;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Served;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An observer")
@ExtendWith(Leaks.class)
class ObserverTest {
    private final BlockingQueue<Served> heard = new LinkedBlockingQueue<>();
    private final NettyServer.Settings settings = NettyServer.Settings.onPort(0).withObserver(heard::add);

    @Test
    @DisplayName("row 139: hears how a request was answered, with its bytes both ways")
    void answered() throws Exception {
        try (var server = NettyServer.start(
                        settings,
                        request -> Response.text(201, "hello " + request.body().bytes().length));
                var client = new RawClient(server)) {
            client.post("Content-Length: 3", "X-Request-Id: r1").send("abc");
            client.answer();

            Served served = next();
            assertThat(served.method()).isEqualTo("POST");
            assertThat(served.target()).isEqualTo("/");
            assertThat(served.status()).isEqualTo(201);
            assertThat(served.id()).isEqualTo("r1");
            assertThat(served.requestBytes()).isEqualTo(3);
            assertThat(served.responseBytes()).isEqualTo("hello 3".length());
            assertThat(served.took()).isPositive();
            assertThat(served.cause()).isEmpty();
            assertThat(served.peer().address().isLoopbackAddress()).isTrue();
        }
    }

    @Test
    @DisplayName("row 139: hears of requests that no handler saw")
    void refused() throws Exception {
        try (var server = NettyServer.start(settings, request -> Response.of(200));
                var client = new RawClient(server)) {
            client.send("GET /a?b=c HTTP/1.1\r\n\r\n").answer();

            Served served = next();
            assertThat(served.status()).isEqualTo(400);
            assertThat(served.path()).isEqualTo("/a");
            assertThat(served.template()).isEmpty();
            assertThat(served.id()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("row 139: hears why nobody waits any more, and for how long the handler went on")
    void left() throws Exception {
        var started = new CountDownLatch(1);
        Queue<Duration> late = new ConcurrentLinkedQueue<>();
        var observer = new Observer() {
            @Override
            public void answered(Served served) {
                heard.add(served);
            }

            @Override
            public void abandoned(Scope.Cause cause, Duration after) {
                assertThat(cause).isEqualTo(Scope.Cause.CLIENT_GONE);
                late.add(after);
            }
        };
        try (var server = NettyServer.start(settings.withObserver(observer), request -> {
            started.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            return Response.of(200);
        })) {
            try (var client = new RawClient(server)) {
                client.get("/slow");
                assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            }

            Served served = next();
            assertThat(served.status()).isZero();
            assertThat(served.cause()).contains(Scope.Cause.CLIENT_GONE);
            await().until(() -> !late.isEmpty());
        }
    }

    @Test
    @DisplayName("that throws changes nothing for the client, nor for the observer behind it")
    void throwing() throws Exception {
        Observer broken = served -> {
            throw new IllegalStateException("broken");
        };
        try (var server =
                        NettyServer.start(settings.withObserver(broken.and(heard::add)), request -> Response.of(204));
                var client = new RawClient(server)) {
            assertThat(List.of(
                            client.get("/").answer().status(),
                            client.get("/").answer().status()))
                    .containsExactly(204, 204);
            assertThat(next().status()).isEqualTo(204);
        }
    }

    private Served next() throws InterruptedException, IOException {
        Served served = heard.poll(20, TimeUnit.SECONDS);
        if (served == null) {
            throw new IOException("The observer heard nothing.");
        }
        return served;
    }
}
