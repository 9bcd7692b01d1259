package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What operators see")
class ObservationTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("row 139: of the metrics is on a port of its own, with those of the application")
    void metrics() throws Exception {
        Settings settings = Settings.parse(new String[] {"--port=0", "--metrics.port=0"}, Map.of(), folder);
        try (Running running = Serval.start(
                MethodHandles.lookup(),
                settings,
                app -> app.metrics().counter("orders").increment())) {
            URI metrics = running.metrics().orElseThrow();
            assertThat(get(running.uri(), "/nothing").statusCode()).isEqualTo(404);
            assertThat(get(running.uri(), "/readyz").statusCode()).isEqualTo(200);

            await().untilAsserted(() -> assertThat(get(metrics, "/metrics").body())
                    .contains("http_server_requests_seconds_count{method=\"GET\",status=\"404\",uri=\"UNMATCHED\"} 1")
                    .contains("orders_total 1.0")
                    .contains("http_server_connections "));
            assertThat(get(metrics, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(metrics, "/").statusCode()).isEqualTo(404);
            assertThat(get(running.uri(), "/metrics").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
        }
    }
}
