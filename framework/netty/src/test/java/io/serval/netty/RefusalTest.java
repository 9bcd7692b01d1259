package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Problem;
import io.serval.core.Response;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(Leaks.class)
class RefusalTest {
    private static final Limits LIMITS =
            Limits.defaults().withBodyBytes(1000).withLineBytes(200).withHeaderBytes(400);
    private static final NettyServer SERVER =
            NettyServer.start(NettyServer.Settings.onPort(0).withLimits(LIMITS), request -> {
                request.body().bytes();
                return Response.text(200, "served");
            });

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("no HTTP at all", 400, "\u0016\u0003\u0001\u0002\r\n\r\n"),
                Arguments.of("no version", 400, "GET /\r\n\r\n"),
                Arguments.of("a line feed alone", 400, "GET / HTTP/1.1\nHost: a\n\n"),
                Arguments.of("a header without a colon", 400, "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
                Arguments.of("a space before the colon", 400, "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"),
                Arguments.of("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of("two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                Arguments.of("a length that is no number", 400, post("Content-Length: x")),
                Arguments.of("two lengths", 400, post("Content-Length: 1\r\nContent-Length: 2")),
                Arguments.of("a length beside chunks", 400, post("Content-Length: 1\r\nTransfer-Encoding: chunked")),
                Arguments.of("chunks that are not last", 400, post("Transfer-Encoding: chunked, gzip")),
                Arguments.of("a broken chunk", 400, post("Transfer-Encoding: chunked") + "nonsense\r\n"),
                Arguments.of("an unknown coding", 501, post("Transfer-Encoding: gzip, chunked")),
                Arguments.of("a body that says it is too large", 413, post("Content-Length: 100000")),
                Arguments.of("a body too large for a 100", 413, post("Content-Length: 1001\r\nExpect: 100-continue")),
                Arguments.of(
                        "a body that turns out too large",
                        413,
                        post("Transfer-Encoding: chunked") + "3e9\r\n" + "x".repeat(1001)),
                Arguments.of("a long line", 414, "GET /" + "x".repeat(200) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("long headers", 431, post("X: " + "x".repeat(400))),
                Arguments.of("an unknown expectation", 417, post("Content-Length: 1\r\nExpect: tea")),
                Arguments.of("HTTP/2 in plain words", 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0} is a {1}")
    @MethodSource("refused")
    @DisplayName("A request that cannot be served is a problem, and the connection is closed")
    void refuses(String what, int status, String request) throws IOException {
        try (var client = new RawClient(SERVER)) {
            Answer answer = client.send(request).answer();

            assertThat(answer.status()).as(what).isEqualTo(status);
            assertThat(answer.header("content-type")).isEqualTo(Problem.MEDIA_TYPE);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("row 162: What the server cannot do is a 501 that says what it can")
    void unsupported() throws IOException {
        try (var client = new RawClient(SERVER)) {
            Answer answer =
                    client.send(post("Transfer-Encoding: gzip, chunked")).answer();

            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.body()).contains("The only transfer coding known here is 'chunked'");
        }
    }

    @Test
    @DisplayName("A client that goes on sending its body gets its answer and a clean end, not a reset")
    void answersWhileClientSends() throws IOException {
        try (var client = new RawClient(SERVER)) {
            client.send(post("Content-Length: 300000")).send("x".repeat(300_000));

            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("A body as large as allowed is served")
    void servesAtTheLimit() throws IOException {
        try (var client = new RawClient(SERVER)) {
            assertThat(client.send(post("Content-Length: 1000") + "x".repeat(1000))
                            .answer()
                            .body())
                    .isEqualTo("served");
        }
    }

    @Test
    @DisplayName("A path with a broken escape is a 400, and the connection goes on")
    void refusesBrokenPath() throws IOException {
        try (var client = new RawClient(SERVER)) {
            assertThat(client.get("/%zz").answer().status()).isEqualTo(400);
            assertThat(client.get("/").answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("What follows a broken request on its connection is not served")
    void ignoresWhatFollows() throws IOException {
        try (var client = new RawClient(SERVER)) {
            client.send("broken\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.rest()).isEmpty();
        }
    }

    private static String post(String headers) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n";
    }
}
