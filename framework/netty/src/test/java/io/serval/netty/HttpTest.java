package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Handler;
import io.serval.core.Response;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpTest {
    private static final Handler ECHO = request -> Response.text(
            200,
            request.method() + " " + request.path() + " "
                    + new String(request.body().bytes(), UTF_8));

    private static NettyServer serve(Handler handler) {
        return NettyServer.start(NettyServer.Settings.onPort(0), handler);
    }

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
}
