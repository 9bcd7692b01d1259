package tracking;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import io.serval.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the application and its PostgreSQL in the middle of polling. The system properties {@code tracking.kills} and
 * {@code tracking.seed} set how often each dies and when.
 */
@DisplayName("After kill -9")
class KillTest {
    private static final int KILLS = Integer.getInteger("tracking.kills", 2);
    private static final long SEED = Long.getLong("tracking.seed", 1);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @DisplayName(
            "G-06, G-35: of the JVM and of PostgreSQL no event is lost, none is double, and the open page is right")
    void losesNothing(@TempDir Path data) throws Exception {
        var random = new Random(SEED);
        Served served = Served.start(data, 0);
        try (Playwright playwright = Browsers.playwright();
                Browser browser = Browsers.chromium(playwright);
                var follower = new Follower(served.uri().resolve("/shipments/events"))) {
            Page page = browser.newPage();
            page.navigate(served.uri().toString());
            assertThat(page.getByTestId("count")).containsText("parcels", new ContainsTextOptions().setTimeout(60_000));

            for (int kill = 0; kill < 2 * KILLS; kill++) {
                follower.awaitMore(5 + random.nextInt(15));
                if (kill % 2 == 0) {
                    int port = served.uri().getPort();
                    served.killJvm();
                    served = Served.start(data, port);
                } else {
                    served.killPostgres();
                }
            }
            follower.awaitMore(5);

            assertThat(page.getByTestId("stale")).isHidden();
            List<String> stored = positions(served.uri());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(follower.positions()).hasSizeGreaterThanOrEqualTo(stored.size()));
            assertThat(follower.positions().subList(0, stored.size())).isEqualTo(stored);
            assertThat(follower.positions()).doesNotHaveDuplicates();
            showsTheTruth(served.uri(), page);
        } finally {
            served.close();
        }
    }

    /** Each timeline that the page shows, reached without a reload, is the one of the API. */
    private void showsTheTruth(URI uri, Page page) throws Exception {
        for (JsonNode shipment :
                get(uri.resolve("/shipments?size=5")).get("snapshot").get("shipments")) {
            String id = shipment.get("id").asString();
            page.evaluate("id => { location.hash = `#/shipments/${id}`; }", id);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                long entries = get(uri.resolve("/shipments/" + id + "/events?limit=200"))
                        .get("events")
                        .valueStream()
                        .map(event -> event.get("data").get("type").asString())
                        .filter(type -> !type.equals("StatusChanged")) // shown as the status, not as an entry
                        .count();
                assertThat(page.locator(".timeline .entry").count()).isEqualTo((int) entries);
                String status =
                        get(uri.resolve("/shipments/" + id)).get("status").asString();
                assertThat(page.locator(".detail-now .badge").getAttribute("data-status"))
                        .isEqualTo(status);
            });
        }
    }

    private List<String> positions(URI uri) throws Exception {
        var positions = new ArrayList<String>();
        String after = "";
        while (true) {
            JsonNode page = get(uri.resolve("/shipments/events?limit=200" + after));
            page.get("events")
                    .forEach(event -> positions.add(event.get("position").asString()));
            if (page.get("events").isEmpty()) {
                return positions;
            }
            after = "&after=" + page.get("position").asString();
        }
    }

    private JsonNode get(URI uri) throws Exception {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(uri + ": " + response.body()).isEqualTo(200);
        return Json.read(response.body(), JsonNode.class);
    }
}
