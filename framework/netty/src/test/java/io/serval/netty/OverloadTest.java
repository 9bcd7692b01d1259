package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@DisplayName("A server that has all that it can do")
class OverloadTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger atWork = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName(
            "row 138: tells connections over the limit with a 503 when to come again, and serves as soon as one is free")
    void limitsConnections() throws Exception {
        NettyServer server = start(Limits.defaults().withConnections(3));
        List<RawClient> few = clients(server, 3);
        for (RawClient client : few) {
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }

        for (RawClient over : clients(server, 100)) {
            refused(over.answer(), "connections");
            assertThat(over.rest()).isEmpty();
            over.leave();
        }
        for (RawClient client : few) {
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }
        few.getFirst().leave();

        await().until(() -> {
            try (var client = new RawClient(server)) {
                return client.get("/").answer().status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    @DisplayName(
            "row 138: refuses requests over the limit with a 503, keeps their connections, and serves as soon as others are done")
    void limitsRequests() throws Exception {
        NettyServer server = start(Limits.defaults().withRequests(5));
        List<RawClient> working = clients(server, 5);
        for (RawClient client : working) {
            client.get("/waits");
        }
        await().until(() -> atWork.get() == 5);
        RawClient over = clients(server, 1).getFirst();

        for (int i = 0; i < 100; i++) {
            refused(over.get("/").answer(), "requests");
        }
        goOn.countDown();
        for (RawClient client : working) {
            assertThat(client.answer().status()).isEqualTo(200);
        }
        assertThat(over.get("/").answer().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("counts the work for clients that have left until it has ended")
    void countsAbandonedWork() throws Exception {
        NettyServer server = start(Limits.defaults().withRequests(1));
        RawClient leaving = clients(server, 1).getFirst();
        leaving.get("/stubborn");
        await().until(() -> atWork.get() == 1);
        leaving.reset();
        RawClient other = clients(server, 1).getFirst();

        refused(other.get("/").answer(), "requests");
        goOn.countDown();

        await().until(() -> other.get("/").answer().status() == 200);
    }

    @Test
    @DisplayName("does not count what is pushed once it has begun")
    void countsNoStreams() throws Exception {
        var outlets = new CopyOnWriteArrayList<Outlet>();
        NettyServer server = start(
                Settings.onPort(0).withLimits(Limits.defaults().withRequests(1)),
                request -> request.path().equals("/events")
                        ? new Response(200, Headers.of("Content-Type", "text/plain"), new Content.Push(outlets::add))
                        : Response.text(200, "served"));
        for (RawClient client : clients(server, 20)) {
            assertThat(client.get("/events").head().status()).isEqualTo(200);
        }

        assertThat(clients(server, 1).getFirst().get("/").answer().status()).isEqualTo(200);
    }

    private void refused(Answer answer, String what) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.header("content-type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("as many " + what);
    }

    private NettyServer start(Limits limits) {
        return start(Settings.onPort(0).withLimits(limits), this::serve);
    }

    private NettyServer start(Settings settings, Handler handler) {
        NettyServer server = NettyServer.start(settings, handler);
        opened.add(server);
        return server;
    }

    private Response serve(Request request) throws InterruptedException {
        switch (request.path()) {
            case "/waits" -> {
                atWork.incrementAndGet();
                goOn.await(20, TimeUnit.SECONDS);
            }
            case "/stubborn" -> {
                atWork.incrementAndGet();
                boolean done = false;
                while (!done) {
                    try {
                        done = goOn.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        done = false;
                    }
                }
            }
            default -> {}
        }
        return Response.text(200, "served");
    }

    private List<RawClient> clients(NettyServer server, int count) throws IOException {
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < count; i++) {
            var client = new RawClient(server);
            opened.add(client);
            clients.add(client);
        }
        return clients;
    }
}
