package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Body;
import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Leaks.class)
@DisplayName("The body of a request")
class UploadTest {
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final Handler ECHO =
            request -> Response.text(200, new String(request.body().bytes(), UTF_8));

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<OptionalLong> length = new CompletableFuture<>();

    /** Reads three bytes, and when they are there the rest. */
    private Response readInTwo(Body body) throws IOException {
        length.complete(body.length());
        InputStream stream = body.stream();
        first.complete(new String(stream.readNBytes(3), UTF_8));
        return Response.text(200, new String(stream.readAllBytes(), UTF_8));
    }

    @Test
    @DisplayName("row 88: is read as it arrives, by a handler that begins when the header is there")
    void readsPieces() throws Exception {
        try (var server = serve(request -> readInTwo(request.body()));
                var client = new RawClient(server)) {
            client.post("Content-Length: 6");
            assertThat(length.get(20, TimeUnit.SECONDS)).hasValue(6);
            client.send("one");
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("one");

            assertThat(client.send("two").answer().body()).isEqualTo("two");
        }
    }

    @Test
    @DisplayName("row 88: has no length if it is sent in chunks, and is read as they arrive")
    void readsChunks() throws Exception {
        try (var server = serve(request -> readInTwo(request.body()));
                var client = new RawClient(server)) {
            client.post(CHUNKED).send("3\r\none\r\n");
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(length.get(20, TimeUnit.SECONDS)).isEmpty();

            assertThat(client.send("3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo("twothree");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 7, 8_192, 100_000})
    @DisplayName("row 88: arrives whole and in order whatever its chunks, and the next request behind it")
    void keepsOrder(int size) throws Exception {
        var text = new StringBuilder();
        for (int i = 0; text.length() < 90_000; i++) {
            text.append(i).append(' ');
        }
        var sent = new StringBuilder("POST / HTTP/1.1\r\nHost: test\r\n" + CHUNKED + "\r\n\r\n");
        for (int at = 0; at < text.length(); at += size) {
            String chunk = text.substring(at, Math.min(text.length(), at + size));
            sent.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        sent.append("0\r\n\r\nPUT /next HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nnext");
        try (var server = serve(ECHO);
                var client = new RawClient(server)) {
            var sender = CompletableFuture.runAsync(() -> send(client, sent.toString()));

            assertThat(client.answer().body()).isEqualTo(text.toString());
            assertThat(client.answer().body()).isEqualTo("next");
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("row 88: holds its sender back while nobody reads it, and goes on when somebody does")
    void holdsBack() throws Exception {
        long size = 64L * 1024 * 1024;
        var go = new CountDownLatch(1);
        var sent = new AtomicLong();
        try (var server = serve(request -> {
                    go.await();
                    return Response.text(200, "" + count(request.body().limit(size)));
                });
                var client = new RawClient(server)) {
            client.post("Content-Length: " + size);
            var sender = CompletableFuture.runAsync(() -> {
                byte[] piece = new byte[64 * 1024];
                while (sent.get() < size) {
                    send(client, piece);
                    sent.addAndGet(piece.length);
                }
            });
            var before = new AtomicLong();
            await().during(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());
            // Nearly all of it is in the buffers of the system.
            assertThat(sent).hasValueLessThan(24L * 1024 * 1024);
            go.countDown();

            assertThat(client.answer().body()).isEqualTo("" + size);
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("row 88: may be larger than the server's limit where the handler raises it")
    void raisesLimit() throws Exception {
        var settings = Settings.onPort(0).withLimits(Limits.defaults().withBodyBytes(10));
        try (var server = NettyServer.start(
                        settings,
                        request -> Response.text(200, "" + count(request.body().limit(100))));
                var client = new RawClient(server)) {
            assertThat(client.post("Content-Length: 100")
                            .send("x".repeat(100))
                            .answer()
                            .body())
                    .isEqualTo("100");
            assertThat(client.post("Content-Length: 101")
                            .send("x".repeat(101))
                            .answer()
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    @DisplayName("that stalls is a 408 that says so, and its connection is closed")
    void refusesStalled() throws Exception {
        var settings = Settings.onPort(0).withTimeouts(Timeouts.defaults().withBody(Duration.ofMillis(100)));
        try (var server = NettyServer.start(settings, request -> readInTwo(request.body()));
                var client = new RawClient(server)) {
            Answer answer = client.post("Content-Length: 8").send("half").answer();

            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("hal");
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("Request Timeout", "100 ms");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("with a broken chunk is read up to there, then a 400, and its connection is closed")
    void refusesBrokenChunk() throws Exception {
        var problem = new CompletableFuture<Problem>();
        try (var server = serve(request -> {
                    try {
                        return readInTwo(request.body());
                    } catch (ProblemException e) {
                        problem.complete(e.problem());
                        throw e;
                    }
                });
                var client = new RawClient(server)) {
            client.post(CHUNKED).send("3\r\none\r\n");
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("one");
            Answer answer = client.send("nonsense\r\n").answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
            assertThat(problem.get(20, TimeUnit.SECONDS).status()).isEqualTo(400);
        }
    }

    private static long count(Body body) throws IOException {
        long count = 0;
        byte[] bytes = new byte[16 * 1024];
        InputStream stream = body.stream();
        for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes)) {
            count += read;
        }
        return count;
    }

    private static void send(RawClient client, String text) {
        send(client, text.getBytes(UTF_8));
    }

    private static void send(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NettyServer serve(Handler handler) {
        return NettyServer.start(Settings.onPort(0), handler);
    }
}
