package tracking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A carrier that answers as DHL does, with what a test tells it to. */
final class FakeDhl implements AutoCloseable {
    private record Answer(int status, String contentType, String body) {}

    private static final Answer UNKNOWN =
            new Answer(404, "application/problem+json", "{\"title\":\"No result found\",\"status\":404}");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    FakeDhl() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/track/shipments", this::answer);
        server.start();
    }

    /** The environment that makes the application ask this carrier. */
    Map<String, String> environment() {
        return Map.of(
                "TRACKING_DHL_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "TRACKING_DHL_KEY",
                "test-key",
                "TRACKING_POLL_SECONDS",
                "1");
    }

    /** Answers the number with scans, each given as {@code time status-code text}, newest first. */
    void scans(String number, String... scans) {
        String events = Stream.of(scans)
                .map(scan -> scan.split(" ", 3))
                .map(scan -> """
                        {"timestamp":"%s","statusCode":"%s","status":"%s","description":"%s",\
                        "location":{"address":{"addressLocality":"Bonn"}}}""".formatted(scan[0], scan[1], scan[2], scan[2]))
                .collect(Collectors.joining(","));
        String newest = events.isEmpty() ? "" : "\"status\":" + events.substring(0, events.indexOf("}}}") + 3) + ",";
        answer(
                number,
                200,
                "application/json",
                "{\"shipments\":[{\"id\":\"%s\",\"service\":\"parcel-de\",%s\"events\":[%s]}]}"
                        .formatted(number, newest, events));
    }

    /** Answers the number with anything. */
    void answer(String number, int status, String contentType, String body) {
        answers.put(number, new Answer(status, contentType, body));
    }

    /** Returns when the application has asked for the number. */
    void awaitAsked(String number) {
        Awaitility.await().until(() -> asked.contains(number));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            String number = query.substring(query.indexOf('=') + 1);
            Answer answer = answers.getOrDefault(number, UNKNOWN);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            asked.add(number);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
