package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.RequestIds;
import io.serval.core.Response;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class HttpTest {
    private static final Handler ECHO = request -> Response.text(
            200,
            request.method() + " " + request.path() + " "
                    + new String(request.body().bytes(), UTF_8));

    @Test
    @DisplayName("A request is answered with length, type and date")
    void answersRequest() throws IOException {
        var settings = NettyServer.Settings.onPort(0).withClock(() -> Instant.parse("2026-01-02T03:04:05Z"));
        try (var server = NettyServer.start(settings, ECHO);
                var client = new RawClient(server)) {
            Answer answer = client.get("/a/b").answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("GET /a/b ");
            assertThat(answer.headers())
                    .containsEntry("content-length", "9")
                    .containsEntry("content-type", "text/plain; charset=utf-8")
                    .containsEntry("date", "Fri, 02 Jan 2026 03:04:05 GMT")
                    .doesNotContainKey("connection");
        }
    }

    @Test
    @DisplayName("The JDK's client gets its answer, and its body arrives")
    void servesJdkClient() throws Exception {
        try (var server = serve(ECHO);
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/x"))
                    .POST(HttpRequest.BodyPublishers.ofString("grüezi"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("POST /x grüezi");
        }
    }

    @Test
    @DisplayName("A connection serves one request after the other")
    void keepsAlive() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            assertThat(client.get("/1").answer().body()).isEqualTo("GET /1 ");
            assertThat(client.get("/2").answer().body()).isEqualTo("GET /2 ");
        }
    }

    @Test
    @DisplayName("A client that asks for it, and an HTTP/1.0 client, sees the connection closed behind the answer")
    void closesWhenAsked() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server);
                var old = new RawClient(server)) {
            assertThat(client.get("/", "Connection: close\r\n").answer().header("connection"))
                    .isEqualTo("close");
            assertThat(client.rest()).isEmpty();

            assertThat(old.send("GET / HTTP/1.0\r\n\r\n").answer().header("connection"))
                    .isEqualTo("close");
            assertThat(old.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("An HTTP/1.0 client that asks for it keeps its connection")
    void keepsAliveForHttp10() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            String request = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";

            assertThat(client.send(request).answer().header("connection")).isEqualTo("keep-alive");
            assertThat(client.send(request).answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("Pipelined requests are answered in order, one at a time")
    void answersPipelineInOrder() throws IOException {
        var atWork = new AtomicInteger();
        Queue<Integer> most = new ConcurrentLinkedQueue<>();
        try (var server = serve(request -> {
                    most.add(atWork.incrementAndGet());
                    atWork.decrementAndGet();
                    return ECHO.handle(request);
                });
                var client = new RawClient(server)) {
            var pipeline = new StringBuilder();
            IntStream.range(0, 500)
                    .forEach(
                            i -> pipeline.append("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy"));
            client.send(pipeline.toString());

            for (int i = 0; i < 500; i++) {
                assertThat(client.answer().body()).isEqualTo("POST /" + i + " xy");
            }
            assertThat(most).containsOnly(1);
        }
    }

    @Test
    @DisplayName("A pipeline far longer than what may wait is answered too, once its client reads")
    void answersLongPipeline() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        int count = 5_000;
        try (var server = serve(request -> {
                    begun.countDown();
                    go.await();
                    return ECHO.handle(request);
                });
                var client = new RawClient(server)) {
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    client.send("GET /p HTTP/1.1\r\nHost: a-host-with-a-name-to-fill-some-room\r\n\r\n".repeat(count));
                } catch (IOException e) {
                    // The answers that then miss fail the test.
                }
            });
            begun.await();
            go.countDown();

            for (int i = 0; i < count; i++) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
            sender.join();
        }
    }

    @Test
    @DisplayName("HEAD gets the headers of GET and no body")
    void answersHead() throws IOException {
        try (var server = serve(request -> Response.text(200, "twelve bytes"));
                var client = new RawClient(server)) {
            Answer head = client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").head();

            assertThat(head.header("content-length")).isEqualTo("12");
            assertThat(client.get("/").answer().body()).isEqualTo("twelve bytes");
        }
    }

    @Test
    @DisplayName("204 and 304 carry neither body nor length")
    void leavesBodyOut() throws IOException {
        try (var server = serve(
                        request -> Response.of(Integer.parseInt(request.path().substring(1))));
                var client = new RawClient(server)) {
            for (int status : List.of(204, 304)) {
                assertThat(client.get("/" + status).head().headers()).doesNotContainKey("content-length");
            }
            assertThat(client.get("/200").answer().header("content-length")).isEqualTo("0");
        }
    }

    @Test
    @DisplayName("A client that expects 100 gets it when the handler begins to read, and sends the body")
    void continues() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send("body").answer().body()).isEqualTo("PUT / body");
        }
    }

    @Test
    @DisplayName("A chunked body arrives whole")
    void readsChunks() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("5\r\nhello\r\n").send("1;x=y\r\n \r\n").send("5\r\nworld\r\n0\r\nTrailer: t\r\n\r\n");

            assertThat(client.answer().body()).isEqualTo("POST / hello world");
        }
    }

    @Test
    @DisplayName("A large body goes both ways")
    void carriesLargeBodies() throws IOException {
        String large = "0123456789abcdef".repeat(60_000);
        try (var server = serve(
                        request -> Response.of(200, "text/plain", request.body().bytes()));
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + large.length() + "\r\n\r\n" + large);

            assertThat(client.answer().body()).isEqualTo(large);
        }
    }

    @Test
    @DisplayName("Every header field of the request arrives, and of the response all but those of the connection leave")
    void carriesHeaders() throws IOException {
        var seen = new ArrayList<String>();
        try (var server = serve(request -> {
                    seen.addAll(request.headers().all("x-many"));
                    return Response.of(200)
                            .with("X-Own", "grün")
                            .with("Content-Length", "99")
                            .with("Transfer-Encoding", "chunked");
                });
                var client = new RawClient(server)) {
            Answer answer = client.get("/", "X-Many: 1\r\n", "x-many: 2\r\n").answer();

            assertThat(seen).containsExactly("1", "2");
            assertThat(answer.headers())
                    .containsEntry("x-own", "gr\uFFFDn")
                    .containsEntry("content-length", "0")
                    .doesNotContainKey("transfer-encoding");
        }
    }

    @Test
    @DisplayName("A target in absolute form is served by its path")
    void readsAbsoluteForm() throws IOException {
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            assertThat(client.get("http://test/x?y=1").answer().body()).isEqualTo("GET /x ");
        }
    }

    @Test
    @DisplayName("A handler that fails is a 500 without details; the connection goes on")
    void answersFailure() throws IOException {
        var settings = NettyServer.Settings.onPort(0)
                .withRequestIds(RequestIds.defaults().withFresh(() -> "request-7"));
        try (var server = NettyServer.start(settings, request -> {
                    if (request.path().equals("/ok")) {
                        return Response.of(200);
                    }
                    throw new AssertionError("a secret");
                });
                var client = new RawClient(server)) {
            Answer answer = client.get("/fails").answer();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("content-type")).isEqualTo(Problem.MEDIA_TYPE);
            assertThat(answer.body()).contains("request-7").doesNotContain("secret");
            assertThat(client.get("/ok").answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A problem that gets through is its response, headers and all")
    void answersProblem() throws IOException {
        try (var server = serve(request -> {
                    throw new ProblemException(Problem.of(405, "Not that way."), Headers.of("Allow", "GET"));
                });
                var client = new RawClient(server)) {
            Answer answer = client.get("/").answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET");
            assertThat(answer.body()).contains("Not that way.");
        }
    }

    @Test
    @DisplayName("A response that is none is a 500")
    void refusesInterimAnswer() throws IOException {
        try (var server = serve(request -> Response.of(101));
                var client = new RawClient(server)) {
            assertThat(client.get("/").answer().status()).isEqualTo(500);
        }
    }

    private static NettyServer serve(Handler handler) {
        return NettyServer.start(NettyServer.Settings.onPort(0), handler);
    }
}
