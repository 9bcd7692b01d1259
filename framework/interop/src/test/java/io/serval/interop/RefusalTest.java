package io.serval.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.interop.Conversation.Heard;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("WebSocket clients of others")
class RefusalTest {
    private static Servers servers;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = new Servers(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static Client.Ask ask(String path) {
        return servers.ask(false, false, path);
    }

    private static void refused(Client client, Client.Ask ask, int status) {
        assertThatThrownBy(() -> client.open(ask, servers.certificate()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(client.tellsStatus() ? status : 0));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W-05: hear a 401 of the middleware, and get in once they say who they are")
    void middleware(Client client) throws Exception {
        refused(client, ask("/members/hello"), 401);

        try (var talk =
                client.open(ask("/members/hello").withHeader("Authorization", "Bearer me"), servers.certificate())) {
            assertThat(talk.next()).isEqualTo(new Heard.Text("hello"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W-05: hear a 403 for a page of another origin")
    void origin(Client client) {
        refused(client, ask("/echo").withHeader("Origin", "https://evil.example"), 403);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-02: hear a 404 where there is nothing")
    void nothing(Client client) {
        refused(client, ask("/nothing"), 404);
    }

    @Test
    @DisplayName("S-02: hear a 426 without the handshake, and a 405 with another method")
    void noHandshake() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var get = http.send(HttpRequest.newBuilder(servers.http("/echo")).build(), BodyHandlers.ofString());
            assertThat(get.statusCode()).isEqualTo(426);
            assertThat(get.headers().firstValue("Upgrade")).contains("websocket");

            var post = http.send(
                    HttpRequest.newBuilder(servers.http("/echo"))
                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow").orElseThrow()).contains("GET");
        }
    }
}
