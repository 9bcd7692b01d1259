package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.RequestIds;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.TrustedProxies;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server")
@ExtendWith(Leaks.class)
class NamingTest {
    private static final Handler WHO = request -> Response.text(
            200,
            request.id() + " " + request.peer().address().getHostAddress() + " "
                    + request.peer().origin());
    private static final NettyServer.Settings SETTINGS =
            NettyServer.Settings.onPort(0).withRequestIds(RequestIds.defaults().withFresh(() -> "fresh"));

    @Test
    @DisplayName("row 70: names a request as it came, and says so")
    void reuses() throws IOException {
        Answer answer = ask(SETTINGS, WHO, "X-Request-Id: from-gateway\r\n");

        assertThat(answer.body()).startsWith("from-gateway ");
        assertThat(answer.header("x-request-id")).isEqualTo("from-gateway");
    }

    @Test
    @DisplayName("row 70: gives a request without a name a fresh one")
    void generates() throws IOException {
        Answer answer = ask(SETTINGS, WHO);

        assertThat(answer.body()).startsWith("fresh ");
        assertThat(answer.header("x-request-id")).isEqualTo("fresh");
    }

    @Test
    @DisplayName("row 71: gives a request whose name is no safe one a fresh one")
    void refuses() throws IOException {
        assertThat(ask(SETTINGS, WHO, "X-Request-Id: " + "x".repeat(4096) + "\r\n")
                        .header("x-request-id"))
                .isEqualTo("fresh");
        assertThat(ask(SETTINGS, WHO, "X-Request-Id: a\tb\r\n").header("x-request-id"))
                .isEqualTo("fresh");
    }

    @Test
    @DisplayName("row 70: leaves the header alone that a handler has set")
    void keeps() throws IOException {
        Answer answer = ask(SETTINGS, request -> Response.of(204).with("X-Request-Id", "own"));

        assertThat(answer.header("x-request-id")).isEqualTo("own");
    }

    @Test
    @DisplayName("row 70: takes another header, if it is told to")
    void customHeader() throws IOException {
        var settings = SETTINGS.withRequestIds(SETTINGS.requestIds().withHeader("X-Correlation"));

        Answer answer = ask(settings, WHO, "x-correlation: c7\r\n", "X-Request-Id: other\r\n");

        assertThat(answer.header("x-correlation")).isEqualTo("c7");
        assertThat(answer.headers()).doesNotContainKey("x-request-id");
    }

    @Test
    @DisplayName("row 70: names errors, and requests that it refuses")
    void errors() throws IOException {
        Answer failed = ask(SETTINGS, request -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.header("x-request-id")).isEqualTo("fresh");
        try (var server = NettyServer.start(SETTINGS, WHO);
                var client = new RawClient(server)) {
            Answer refused = client.send("GET / HTTP/1.1\r\n\r\n").answer();

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("x-request-id")).isEqualTo("fresh");
        }
    }

    @Test
    @DisplayName("row 70: names the scope of a request, so that what it forks is named too")
    void scope() throws IOException {
        Handler forking = request -> Response.text(
                200,
                request.scope()
                        .fork(() -> Scope.current().name().orElse("nameless"))
                        .get());

        assertThat(ask(SETTINGS, forking).body()).isEqualTo("fresh");
    }

    @Test
    @DisplayName("row 72: says how long it took, beside what the handler says")
    void timing() throws Exception {
        try (var server = NettyServer.start(
                        SETTINGS.withServerTiming(true),
                        request -> new Response(
                                200,
                                Headers.of("Server-Timing", "db;dur=3"),
                                Response.of(200).content()));
                var client = HttpClient.newHttpClient()) {
            var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port()))
                    .build();

            var timings =
                    client.send(asked, BodyHandlers.discarding()).headers().allValues("Server-Timing");

            assertThat(timings).hasSize(2).contains("db;dur=3");
            assertThat(timings.getLast()).matches("total;dur=[0-9]+\\.[0-9]{3}");
        }
    }

    @Test
    @DisplayName("row 73: says how long it took for errors too")
    void timingOfErrors() throws IOException {
        Answer answer = ask(SETTINGS.withServerTiming(true), request -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("server-timing")).startsWith("total;dur=");
    }

    @Test
    @DisplayName("row 73: says how long it took for files too")
    void timingOfFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "text");

        Answer answer = ask(
                SETTINGS.withServerTiming(true),
                request -> new Response(200, Headers.empty(), new Content.File(file, 0, 4)));

        assertThat(answer.header("server-timing")).startsWith("total;dur=");
    }

    @Test
    @DisplayName("says nothing of times unless it is told to")
    void silent() throws IOException {
        assertThat(ask(SETTINGS, WHO).headers()).doesNotContainKey("server-timing");
    }

    @Test
    @DisplayName("row 141: takes the word of a trusted proxy for who asks")
    void behindProxy() throws IOException {
        String[] said = {"X-Forwarded-For: 203.0.113.9\r\n", "X-Forwarded-Proto: https\r\n"};

        assertThat(ask(SETTINGS.withTrustedProxies(TrustedProxies.of("loopback")), WHO, said)
                        .body())
                .isEqualTo("fresh 203.0.113.9 https://test");
    }

    @Test
    @DisplayName("row 141: ignores what anybody else says about that")
    void spoofed() throws IOException {
        String[] said = {"X-Forwarded-For: 203.0.113.9\r\n", "Forwarded: for=203.0.113.9;proto=https\r\n"};

        assertThat(ask(SETTINGS, WHO, said).body()).isEqualTo("fresh 127.0.0.1 http://test");
    }

    private static Answer ask(NettyServer.Settings settings, Handler handler, String... headers) throws IOException {
        try (var server = NettyServer.start(settings, handler);
                var client = new RawClient(server)) {
            return client.get("/", headers).answer();
        }
    }
}
