package io.serval.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/** Checks that a server answers what all answer; one that does less would be measured as faster. */
final class HttpAnswers {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final HttpClient client;

    private HttpAnswers(HttpServer server, HttpClient client) {
        this.server = server;
        this.client = client;
    }

    /** Throws if the server does not answer as it should. */
    static void check(HttpServer server, HttpFiles files) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            new HttpAnswers(server, client).check(files);
        }
    }

    private void check(HttpFiles files) throws IOException, InterruptedException {
        String routes = server.peer().prefix();
        text(get(routes + "/plaintext"), "Hello, World!");
        json(get(routes + "/orders/42?page=3&tag=a&tag=b"), "{\"id\":42,\"page\":3,\"tags\":[\"a\",\"b\"]}");
        refused(get(routes + "/orders/x?page=3&tag=a"));
        refused(get(routes + "/orders/42?page=x&tag=a"));
        json(post(routes + "/orders", files.order()), "{\"cents\":11948,\"order\":" + files.order() + "}");
        refused(post(routes + "/orders", files.order().replace("ABC-1001", "abc")));
        refused(post(routes + "/orders", files.order().replace("\"GB\"", "\"gb\"")));
        refused(post(routes + "/orders", files.order().replace("\"quantity\":1,", "\"quantity\":0,")));
        refused(post(routes + "/orders", files.order().replace("\"customer\"", "\"client\"")));
        file(get("/file.bin"), files.file());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private void text(HttpResponse<byte[]> response, String expected) {
        expect(response, "text/plain", body -> new String(body, StandardCharsets.UTF_8).equals(expected));
    }

    private void json(HttpResponse<byte[]> response, String expected) {
        expect(response, "application/json", body -> JSON.readTree(body).equals(JSON.readTree(expected)));
    }

    private void file(HttpResponse<byte[]> response, byte[] expected) {
        expect(response, "application/octet-stream", body -> Arrays.equals(body, expected));
    }

    private void expect(HttpResponse<byte[]> response, String type, Predicate<byte[]> right) {
        String sent = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() != 200 || !sent.startsWith(type) || !right.test(response.body())) {
            throw unlike(response);
        }
    }

    private void refused(HttpResponse<byte[]> response) {
        if (response.statusCode() != 400 && response.statusCode() != 404 && response.statusCode() != 422) {
            throw unlike(response);
        }
    }

    private BenchException unlike(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return new BenchException(server.peer() + " answers unlike the others: " + response + " "
                + response.headers().map() + " " + body.substring(0, Math.min(500, body.length())));
    }
}
