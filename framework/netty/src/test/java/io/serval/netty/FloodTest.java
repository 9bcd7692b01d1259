package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@DisplayName("A flood")
class FloodTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName("of connections: those over the limit get a 503, those below go on, and all is well when it is over")
    void connections() throws Exception {
        NettyServer server = start(Limits.defaults().withConnections(500));
        List<RawClient> served = clients(server, 500);
        for (RawClient client : served) {
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }
        List<RawClient> over = clients(server, 900);
        for (RawClient client : over) {
            assertThat(client.answer().status()).isEqualTo(503);
            client.leave();
        }
        for (RawClient client : served) {
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("of uploads: each is refused with a 413 while it is sent, what is held stays small, others are served")
    void uploads() throws Exception {
        NettyServer server = start(Limits.defaults());
        long before = usedHeap();
        List<RawClient> uploading = clients(server, 200);
        for (RawClient client : uploading) {
            client.post("Content-Length: 1000000000").send(new byte[64 * 1024]);
        }
        assertThat(clients(server, 1).getFirst().get("/").answer().status()).isEqualTo(200);
        for (RawClient client : uploading) {
            assertThat(client.answer().status()).isEqualTo(413);
        }
        assertThat(usedHeap() - before).as("bytes held").isLessThan(32 * MEBIBYTE);
    }

    @Test
    @DisplayName("of uploads that nobody reads is held back at some 200 KiB for each")
    void unreadUploads() throws Exception {
        NettyServer server = start(Limits.defaults().withRequests(100));
        long before = usedHeap();
        List<RawClient> uploading = clients(server, 100);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RawClient client : uploading) {
                senders.submit(() -> client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n")
                        .send(new byte[900_000]));
            }
            for (RawClient client : clients(server, 1)) {
                client.get("/").answer();
            }
            assertThat(usedHeap() - before).as("bytes held").isLessThan(60L * MEBIBYTE);
            for (RawClient client : uploading) {
                client.reset();
            }
        }
    }

    @Test
    @DisplayName("of pipelined requests is read as fast as it is answered, and answered in order")
    void pipelined() throws Exception {
        NettyServer server = start(Limits.defaults());
        RawClient client = clients(server, 1).getFirst();
        int count = 20_000;
        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            sender.submit(() -> {
                for (int i = 0; i < count; i += 100) {
                    var some = new StringBuilder();
                    for (int j = i; j < i + 100; j++) {
                        some.append("GET /").append(j).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
                    }
                    client.send(some.toString());
                }
                return client;
            });
            for (int i = 0; i < count; i++) {
                assertThat(client.answer().body()).isEqualTo("/" + i + " 0");
            }
        }
    }

    @Test
    @DisplayName("row 160: of a thousand requests that wait: all wait at the same time")
    void waiting() throws Exception {
        var together = new CyclicBarrier(1_000);
        NettyServer server = NettyServer.start(Settings.onPort(0), request -> {
            together.await();
            return Response.text(200, "served");
        });
        opened.add(server);
        List<RawClient> clients = clients(server, 1_000);
        for (RawClient client : clients) {
            client.get("/");
        }
        for (RawClient client : clients) {
            assertThat(client.answer().body()).isEqualTo("served");
        }
    }

    private NettyServer start(Limits limits) {
        NettyServer server = NettyServer.start(Settings.onPort(0).withLimits(limits), FloodTest::serve);
        opened.add(server);
        return server;
    }

    private static Response serve(Request request) throws IOException, InterruptedException {
        if (request.path().equals("/unread")) {
            new CountDownLatch(1).await(20, TimeUnit.SECONDS);
        }
        return Response.text(200, request.path() + " " + request.body().bytes().length);
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

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
