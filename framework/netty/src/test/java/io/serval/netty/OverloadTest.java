package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Handlers;
import io.serval.core.Headers;
import io.serval.core.Outlet;
import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Leaks.class)
@DisplayName("A server that has all that it can do")
class OverloadTest {
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

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
    @DisplayName("counts connections that wait for its busy event loops, and serves them later")
    void countsWaitingConnections() throws Exception {
        NettyServer server = start(withRoomFor(3), Handlers.onEventLoop(this::serve));
        keepLoopsBusy(server);
        List<RawClient> waiting = clients(server, 3);

        await().until(() -> server.connections() == LOOPS + 3);
        goOn.countDown();

        for (RawClient client : waiting) {
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }
        for (AutoCloseable client : opened.subList(1, opened.size())) {
            client.close();
        }
        await().until(() -> server.connections() == 0);
    }

    @Test
    @DisplayName("holds no more connections than the limit and a thousand to tell, however busy its event loops are")
    void boundsWaitingConnections() throws Exception {
        NettyServer server = start(withRoomFor(1), Handlers.onEventLoop(this::serve));
        keepLoopsBusy(server);
        RawClient waiting = clients(server, 1).getFirst();
        List<RawClient> told = clients(server, 1_000);

        for (RawClient beyond : clients(server, 100)) {
            assertThat(beyond.rest()).isEmpty();
        }
        assertThat(server.connections()).isEqualTo(LOOPS + 1 + 1_000);
        goOn.countDown();

        assertThat(waiting.get("/").answer().status()).isEqualTo(200);
        for (RawClient client : told) {
            refused(client.answer(), "connections");
        }
    }

    @Test
    @DisplayName("closes connections over the limit without a word where it speaks TLS")
    void limitsTlsConnections(@TempDir Path folder) throws Exception {
        Settings settings = Settings.onPort(0)
                .withTls(TestCertificate.make(folder).write(folder))
                .withLimits(Limits.defaults().withConnections(2));
        NettyServer server = start(settings, this::serve);
        clients(server, 2);

        for (RawClient over : clients(server, 10)) {
            assertThat(over.rest()).isEmpty();
        }
        assertThat(server.connections()).isEqualTo(2);
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

    /** Has room for a client on each event loop, and some more. */
    private static Settings withRoomFor(int more) {
        return Settings.onPort(0).withLimits(Limits.defaults().withConnections(LOOPS + more));
    }

    /** Gives each event loop a connection, and that a request which blocks the loop; they take turns in being given one. */
    private void keepLoopsBusy(NettyServer server) throws IOException {
        for (RawClient client : clients(server, LOOPS)) {
            client.get("/waits");
        }
        await().until(() -> atWork.get() == LOOPS);
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
