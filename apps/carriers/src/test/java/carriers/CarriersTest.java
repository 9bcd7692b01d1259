package carriers;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CarriersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-06T08:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, String> FAULTLESS = Map.of("CARRIERS_FAULTS", "0");

    @TempDir
    Path data = Path.of("");

    @Test
    @DisplayName("G-13: DHL answers who sends its key, and nobody else")
    void dhl() throws Exception {
        try (TestApp app = start(FAULTLESS, CLOCK)) {
            String path = "/track/shipments?trackingNumber=" + announced(app, Carrier.DHL);
            TestResponse answer = dhl(app, path, "demo-key");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).hasValue("application/json");
            assertThat(json(answer).at("/shipments/0/events").size()).isPositive();

            assertThat(dhl(app, path, "other-key").status()).isEqualTo(401);
            assertThat(json(app.get(path)).path("title").stringValue()).isEqualTo("Unauthorized");
            assertThat(dhl(app, "/track/shipments", "demo-key").status()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("G-16: each carrier says in its own way that it does not know a number")
    void unknown() throws Exception {
        try (TestApp app = start(FAULTLESS, CLOCK)) {
            TestResponse dhl = dhl(app, "/track/shipments?trackingNumber=1", "demo-key");
            assertThat(dhl.status()).isEqualTo(404);
            assertThat(dhl.header("Content-Type")).hasValue("application/problem+json");
            TestResponse dpd = app.get("/rest/plc/de_DE/09980000000000");
            assertThat(dpd.status()).isEqualTo(200);
            assertThat(dpd.body()).isEqualTo("{\"parcellifecycleResponse\":{\"parcelLifeCycleData\":null}}");
            TestResponse gls = app.get("/app/service/open/rest/DE/de/rstt001?match=1");
            assertThat(gls.status()).isEqualTo(404);
            assertThat(json(gls).path("lastError").stringValue()).isEqualTo("E800");
        }
    }

    @Test
    @DisplayName("G-14: DPD answers a parcel in JSON, and leads what cannot be a number to a page")
    void dpd() throws Exception {
        try (TestApp app = start(FAULTLESS, CLOCK)) {
            TestResponse parcel = app.get("/rest/plc/de_DE/" + announced(app, Carrier.DPD));
            assertThat(json(parcel)
                            .at("/parcellifecycleResponse/parcelLifeCycleData/scanInfo/scan")
                            .size())
                    .isPositive();
            TestResponse redirect = app.get("/rest/plc/de_DE/not%2Fa%20number");
            assertThat(redirect.status()).isEqualTo(302);
            String location = redirect.header("Location").orElseThrow();
            assertThat(location).isEqualTo("/status/de_DE/parcel/not%2Fa%20number");
            assertThat(app.get(location).body()).startsWith("<!DOCTYPE html>");
        }
    }

    @Test
    @DisplayName("G-15: GLS answers a parcel with its history")
    void gls() throws Exception {
        try (TestApp app = start(FAULTLESS, CLOCK)) {
            TestResponse parcel = app.get("/app/service/open/rest/DE/de/rstt001?match=" + announced(app, Carrier.GLS));
            assertThat(parcel.status()).isEqualTo(200);
            assertThat(json(parcel).at("/tuStatus/0/history").size()).isPositive();
        }
    }

    @Test
    @DisplayName("Started again a day later with the same data, it goes on with the same world, and needs no database")
    void restart() throws Exception {
        String path;
        String answer;
        Clock later = Clock.offset(CLOCK, Duration.ofDays(1));
        try (TestApp app = start(FAULTLESS, later)) {
            path = "/app/service/open/rest/DE/de/rstt001?match=" + announced(app, Carrier.GLS);
            answer = app.get(path).body();
        }
        try (TestApp app = start(FAULTLESS, Clock.offset(later, Duration.ofDays(1)))) {
            assertThat(json(app.get(path)).at("/tuStatus/0/tuNo"))
                    .isEqualTo(node(answer).at("/tuStatus/0/tuNo"));
        }
        try (Stream<Path> kept = Files.list(data)) {
            assertThat(kept.map(Path::getFileName).map(Path::toString)).containsExactly("base-instant");
        }
    }

    @Test
    @DisplayName("G-35: asked for faults, a carrier makes them")
    void faults() throws Exception {
        try (TestApp app = start(Map.of("CARRIERS_FAULTS", "100"), CLOCK)) {
            List<Integer> statuses = Stream.of("1", "2", "3", "4", "5", "6", "7", "8")
                    .map(number -> app.get("/app/service/open/rest/DE/de/rstt001?match=" + number)
                            .status())
                    .toList();
            assertThat(statuses).contains(500).contains(503).contains(429);
            assertThat(app.get("/parcels").status()).isEqualTo(200);
        }
    }

    private TestApp start(Map<String, String> environment, Clock clock) {
        return TestApp.start(Carriers.class, data, environment, app -> Carriers.setUp(app, clock));
    }

    /** Any parcel of the carrier that it has heard of. */
    private static String announced(TestApp app, Carrier carrier) {
        return json(app.get("/parcels"))
                .valueStream()
                .filter(parcel -> parcel.path("carrier").stringValue().equals(carrier.name()))
                .skip(5)
                .findFirst()
                .orElseThrow()
                .path("trackingNumber")
                .stringValue();
    }

    private static TestResponse dhl(TestApp app, String path, String key) {
        return app.request("GET", path).header("DHL-API-Key", key).send();
    }

    private static JsonNode json(TestResponse response) {
        return node(response.body());
    }

    private static JsonNode node(String body) {
        return JsonMapper.shared().readTree(body);
    }
}
