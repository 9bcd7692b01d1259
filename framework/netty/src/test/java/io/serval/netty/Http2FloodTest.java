package io.serval.netty;

import static io.serval.netty.RawHttp2.CONTINUATION;
import static io.serval.netty.RawHttp2.END_HEADERS;
import static io.serval.netty.RawHttp2.END_STREAM;
import static io.serval.netty.RawHttp2.GOAWAY;
import static io.serval.netty.RawHttp2.HEADERS;
import static io.serval.netty.RawHttp2.PING;
import static io.serval.netty.RawHttp2.RST_STREAM;
import static io.serval.netty.RawHttp2.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class Http2FloodTest {
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    private static NettyServer serve() {
        return NettyServer.start(Settings.onPort(0), request -> Response.text(200, "fine"));
    }

    /** Sends the frame over and over, and returns the error that the server ends the connection with. */
    private static int flood(RawHttp2 client, int count, byte[] frame) throws IOException {
        var frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frames.write(frame);
        }
        try {
            client.send(frames.toByteArray());
        } catch (SocketException e) {
            // The server has had enough before all was sent.
        }
        return client.next(GOAWAY).goAwayError();
    }

    @Test
    @DisplayName("A client that resets what it asks for over and over (CVE-2023-44487) is told to calm down and closed")
    void endsRapidReset() throws Exception {
        try (var server = serve();
                var client = new RawHttp2(server)) {
            var frames = new ByteArrayOutputStream();
            for (int stream = 1; stream < 1_000; stream += 2) {
                frames.write(RawHttp2.bytes(HEADERS, END_HEADERS | END_STREAM, stream, RawHttp2.head("GET", "/")));
                frames.write(RawHttp2.bytes(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8));
            }
            client.send(frames.toByteArray());

            assertThat(client.next(GOAWAY).goAwayError()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("Header fields without end (CVE-2024-27316) end the connection")
    void endsContinuations() throws Exception {
        try (var server = serve();
                var client = new RawHttp2(server)) {
            client.frame(HEADERS, END_STREAM, 1, RawHttp2.head("GET", "/"));

            assertThat(flood(client, 1_000, RawHttp2.bytes(CONTINUATION, 0, 1, RawHttp2.block("x", "y"))))
                    .isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("Pings without end end the connection")
    void endsPings() throws Exception {
        try (var server = serve();
                var client = new RawHttp2(server)) {
            assertThat(flood(client, 5_000, RawHttp2.bytes(PING, 0, 0, new byte[8])))
                    .isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("Settings without end end the connection")
    void endsSettings() throws Exception {
        try (var server = serve();
                var client = new RawHttp2(server)) {
            assertThat(flood(client, 5_000, RawHttp2.bytes(SETTINGS, 0, 0))).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("Empty pieces of a body without end end the connection")
    void endsEmptyData() throws Exception {
        try (var server = NettyServer.start(
                        Settings.onPort(0),
                        request -> Response.of(200, "text/plain", request.body().bytes()));
                var client = new RawHttp2(server)) {
            client.post(1, "/");

            assertThat(flood(client, 1_000, RawHttp2.bytes(RawHttp2.DATA, 0, 1)))
                    .isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("A stream beyond those that may be open is refused, so that the client asks again; the others go on")
    void refusesStreams() throws Exception {
        var go = new CountDownLatch(1);
        var settings = Settings.onPort(0).withLimits(Limits.defaults().withStreams(2));
        try (var server = NettyServer.start(settings, request -> {
                    go.await();
                    return Response.text(200, "fine");
                });
                var client = new RawHttp2(server)) {
            client.get(1, "/").get(3, "/").get(5, "/");

            RawHttp2.Frame refused = client.next(RST_STREAM);
            assertThat(refused.stream()).isEqualTo(5);
            assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
            go.countDown();
            assertThat(client.answer(1).status()).isEqualTo("200");
        }
    }

    @Test
    @DisplayName("Header fields beyond the limit are a 431, more of them too, and the connection goes on")
    void limitsHeaders() throws Exception {
        var limits = Limits.defaults().withHeaderBytes(1_000).withHeaderFields(5);
        try (var server = NettyServer.start(
                        Settings.onPort(0).withLimits(limits), request -> Response.text(200, "fine"));
                var client = new RawHttp2(server)) {
            client.get(
                    1,
                    "/",
                    "x",
                    "y".repeat(120),
                    "x",
                    "y".repeat(120),
                    "x",
                    "y".repeat(120),
                    "x",
                    "y".repeat(120),
                    "x",
                    "y".repeat(100));
            assertThat(client.headers(1).status()).hasToString("431");

            client.get(3, "/", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6");
            assertThat(client.answer(3).status()).isEqualTo("431");

            client.get(5, "/");
            assertThat(client.answer(5).status()).isEqualTo("200");
        }
    }
}
