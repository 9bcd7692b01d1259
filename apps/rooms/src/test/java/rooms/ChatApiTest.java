package rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.testkit.TestApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("The chat's addresses")
class ChatApiTest {
    private static TestApp app;

    @BeforeAll
    static void start(@TempDir Path data) {
        app = TestApp.start(Rooms.class, data, Map.of(), Rooms::setUp);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static URI server() {
        return app.uri("/");
    }

    @Test
    @DisplayName("W-05: let nobody in who has no name, neither to the list nor to a socket")
    void nameless() {
        app.get("/rooms").is(401);
        app.request("GET", "/rooms/lobby/socket").refusedSocket().is(401);
    }

    @Test
    @DisplayName("W-01: keep a visitor's name in a cookie that scripts cannot read")
    void name() throws Exception {
        try (Visitor ann = Visitor.named(server(), "  Ann   Lee ")) {
            assertThat(ann.get("/me").get("name").stringValue()).isEqualTo("Ann Lee");
        }
        assertThat(app.get("/me").header("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    @DisplayName("W-01: refuse a name that is empty, long or cannot be seen, and say why")
    void names() throws Exception {
        try (Visitor ann = Visitor.named(server(), "Ann")) {
            for (String name : new String[] {" ", "x".repeat(41), "An\u202en"}) {
                HttpResponse<String> refused = ann.send("PUT", "/me", Map.of("name", name));
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body()).containsAnyOf("Expected 1 to 40 characters", "cannot be seen");
            }
        }
    }

    @Test
    @DisplayName("W-05: take no change without the session's token, and no socket from a page of another origin")
    void foreign() throws Exception {
        try (Visitor ann = Visitor.named(server(), "Ann")) {
            HttpRequest forged = HttpRequest.newBuilder(server().resolve("/rooms"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"forged\"}"))
                    .build();
            assertThat(ann.http()
                            .send(forged, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(refused(ann.http(), ann.socket("lobby", Optional.empty())))
                    .isEqualTo(403);
        }
    }

    private static int refused(HttpClient http, URI socket) {
        try {
            http.newWebSocketBuilder()
                    .header("Origin", "https://evil.example")
                    .buildAsync(socket, new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return e.getCause() instanceof WebSocketHandshakeException refusal
                    ? refusal.getResponse().statusCode()
                    : 0;
        }
    }

    @Test
    @DisplayName("W-01: open a room once, list it, and know none that nobody opened")
    void rooms() throws Exception {
        try (Visitor ann = Visitor.named(server(), "Ann");
                Visitor ben = Visitor.named(server(), "Ben")) {
            HttpResponse<String> opened = ann.send("POST", "/rooms", Map.of("name", "tea & <b>cake</b>"));
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
            HttpResponse<String> again = ben.send("POST", "/rooms", Map.of("name", "tea & <b>cake</b>"));
            assertThat(again.body()).isEqualTo(opened.body());

            JsonNode list = ben.get("/rooms").get("snapshot").get("rooms");
            assertThat(list.valueStream().map(room -> room.get("name").stringValue()))
                    .contains("lobby")
                    .containsOnlyOnce("tea & <b>cake</b>");
            HttpResponse<String> unknown = ann.http()
                    .send(
                            HttpRequest.newBuilder(server().resolve("/rooms/nowhere/messages"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(Json.<JsonNode>read(unknown.body(), JsonNode.class)
                            .get("detail")
                            .stringValue())
                    .contains("POST /rooms");
        }
    }
}
