package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@DisplayName("What an answer leaves unread")
class LeftoverTest {
    private static final Handler DEAF = request -> Response.text(200, "deaf");

    @Test
    @DisplayName("is thrown away if it is little, already there or still to come, and the connection goes on")
    void discardsLittle() throws IOException {
        try (var server = serve(DEAF);
                var client = new RawClient(server)) {
            client.post("Content-Length: 60000").send("x".repeat(60_000));
            kept(client.answer());
            kept(client.post("Content-Length: 60000").answer());
            client.send("x".repeat(60_000));
            // In one piece: what comes of a body of unknown length after the answer is not waited for.
            kept(client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\none\r\n0\r\n\r\n")
                    .answer());

            assertThat(client.get("/").answer().body()).isEqualTo("deaf");
        }
    }

    @Test
    @DisplayName("is thrown away too where the handler read a part of it")
    void discardsRest() throws IOException {
        try (var server = serve(request ->
                        Response.text(200, new String(request.body().stream().readNBytes(3), UTF_8)));
                var client = new RawClient(server)) {
            Answer answer = client.post("Content-Length: 6").send("one").answer();
            assertThat(answer.body()).isEqualTo("one");
            client.send("two");

            assertThat(client.post("Content-Length: 3").send("end").answer().body())
                    .isEqualTo("end");
        }
    }

    @Test
    @DisplayName("closes the connection if it is much, and a client that is still sending reads its answer")
    void closesBehindMuch() throws IOException {
        try (var server = serve(DEAF);
                var client = new RawClient(server)) {
            client.post("Content-Length: 600000").send("x".repeat(400_000));

            closed(client);
        }
    }

    @Test
    @DisplayName("closes the connection if nobody knows how much it is")
    void closesBehindUnknown() throws IOException {
        try (var server = serve(DEAF);
                var client = new RawClient(server)) {
            client.post("Transfer-Encoding: chunked").send("3\r\none\r\n");

            closed(client);
        }
    }

    @Test
    @DisplayName(
            "is not asked for: a client that waits for a 100 gets its answer at once, and the connection is closed")
    void sendsNoContinue() throws IOException {
        try (var server = serve(DEAF);
                var client = new RawClient(server)) {
            client.post("Content-Length: 4", "Expect: 100-continue");

            closed(client);
        }
    }

    @Test
    @DisplayName("is thrown away if a client that waited for a 100 sent it all the same")
    void discardsAfterImpatience() throws IOException {
        try (var server = serve(DEAF);
                var client = new RawClient(server)) {
            kept(client.post("Content-Length: 4", "Expect: 100-continue\r\n\r\nbody")
                    .answer());
        }
    }

    @Test
    @DisplayName("cannot be read any more")
    void endsReading() throws Exception {
        var left = new CompletableFuture<InputStream>();
        try (var server = serve(request -> {
                    left.complete(request.body().stream());
                    return Response.of(200);
                });
                var client = new RawClient(server)) {
            kept(client.post("Content-Length: 4").send("body").answer());

            assertThatThrownBy(left.get(20, TimeUnit.SECONDS)::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has been answered");
        }
    }

    @Test
    @DisplayName("does not keep a stopping server waiting")
    void closesWhenStopping() throws Exception {
        var server = serve(DEAF);
        try (var client = new RawClient(server)) {
            kept(client.post("Content-Length: 4").answer());
            var stopping = CompletableFuture.runAsync(server::close);

            assertThat(client.rest()).isEmpty();
            client.leave();
            stopping.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("keeps a connection from becoming a WebSocket")
    void refusesUpgrade() throws IOException {
        try (var server = serve(
                        request -> new Response(101, Headers.empty(), new Content.WebSocket(outlet -> message -> {})));
                var client = new RawClient(server)) {
            Answer answer = client.get(
                            "/",
                            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 4\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("must not have a body");
        }
    }

    private static void kept(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("connection");
    }

    private static void closed(RawClient client) throws IOException {
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(client.rest()).isEmpty();
    }

    private static NettyServer serve(Handler handler) {
        return NettyServer.start(Settings.onPort(0), handler);
    }
}
