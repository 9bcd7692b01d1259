package rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A visitor of the chat who has a name: its cookies and what it asks for. */
final class Visitor implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI server;
    private final String name;
    private String csrf = "";

    private Visitor(URI server, String name) {
        this.server = server;
        this.name = name;
    }

    static Visitor named(URI server, String name) throws Exception {
        var visitor = new Visitor(server, name);
        visitor.csrf = visitor.get("/me").get("csrf").stringValue();
        HttpResponse<String> named = visitor.send("PUT", "/me", Map.of("name", name));
        assertThat(named.statusCode()).as(named.body()).isEqualTo(200);
        visitor.csrf =
                Json.<JsonNode>read(named.body(), JsonNode.class).get("csrf").stringValue();
        return visitor;
    }

    String name() {
        return name;
    }

    HttpClient http() {
        return http;
    }

    /** Sends JSON. */
    HttpResponse<String> send(String method, String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .method(method, BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return Json.read(response.body(), JsonNode.class);
    }

    /** The address of a room's socket. */
    URI socket(String room, Optional<String> from) {
        String query = from.map(position -> "?from=" + URLEncoder.encode(position, StandardCharsets.UTF_8))
                .orElse("");
        return URI.create("ws://localhost:" + server.getPort() + "/rooms/" + room + "/socket" + query);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
