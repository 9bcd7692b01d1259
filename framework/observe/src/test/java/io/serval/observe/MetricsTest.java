package io.serval.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Peer;
import io.serval.core.Scope;
import io.serval.core.Served;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The metrics")
class MetricsTest {
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    @DisplayName("row 139: are a histogram of requests by method, path template and status")
    void histogram() {
        metrics.answered(served("GET", "/orders/7", "/orders/{id}", 200, Duration.ofMillis(7)));
        metrics.answered(served("GET", "/orders/8", "/orders/{id}", 200, Duration.ofMillis(70)));

        assertThat(scrape())
                .contains("http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/orders/{id}\"} 2")
                .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\"/orders/{id}\",le=\"0.01\"} 1")
                .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\"/orders/{id}\",le=\"0.1\"} 2")
                .doesNotContain("/orders/7");
    }

    @Test
    @DisplayName("row 139: grow by nothing that a client can make up")
    void bounded() {
        IntStream.range(0, 500)
                .forEach(i -> metrics.answered(served("BREW" + i, "/coffee/" + i, "", 404, Duration.ofMillis(1))));

        assertThat(scrape().lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .containsExactly(
                        "http_server_requests_seconds_count{method=\"OTHER\",status=\"404\",uri=\"UNMATCHED\"} 500");
    }

    @Test
    @DisplayName("row 139: count cancelled requests by cause, and for how long their handlers went on")
    void cancelled() {
        metrics.answered(new Served(
                "GET", "/", "/", 0, Peer.LOCAL, "a", 0, 0, Duration.ZERO, Optional.of(Scope.Cause.CLIENT_GONE)));
        metrics.abandoned(Scope.Cause.CLIENT_GONE, Duration.ofMillis(1500));

        assertThat(scrape())
                .contains("http_server_requests_cancelled_total{cause=\"client_gone\"} 1.0")
                .contains("http_server_requests_cancelled_total{cause=\"deadline\"} 0.0")
                .contains("http_server_requests_abandoned_seconds_sum{cause=\"client_gone\"} 1.5");
    }

    @Test
    @DisplayName("count bytes both ways, and tell of the JVM and of what the application adds")
    void more() {
        metrics.answered(new Served("PUT", "/", "/", 200, Peer.LOCAL, "a", 10, 32, Duration.ZERO, Optional.empty()));
        metrics.registry().counter("orders.placed").increment();
        metrics.gauge("http.server.connections", "Open connections", () -> 3);

        assertThat(scrape())
                .contains("http_server_received_bytes_total 10.0")
                .contains("http_server_sent_bytes_total 32.0")
                .contains("orders_placed_total 1.0")
                .contains("http_server_connections 3.0")
                .contains("jvm_memory_used_bytes{", "process_uptime_seconds");
    }

    private String scrape() {
        return metrics.scrape().content() instanceof Content.Bytes body
                ? new String(body.bytes(), StandardCharsets.UTF_8)
                : "";
    }

    private static Served served(String method, String target, String template, int status, Duration took) {
        return new Served(method, target, template, status, Peer.LOCAL, "a", 0, 0, took, Optional.empty());
    }
}
