package tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.testkit.EventStream;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The tracking API")
class TrackingApiTest {
    private static final FakeDhl DHL = new FakeDhl();
    private static TestApp app;

    @BeforeAll
    static void start(@TempDir Path data) {
        app = TestApp.start(Tracking.class, data, DHL.environment(), Tracking::setUp);
    }

    @AfterAll
    static void stop() {
        app.close();
        DHL.close();
    }

    @Test
    @DisplayName("G-05: registers a shipment with 201 and its address")
    void registers() throws Exception {
        TestResponse created = register("REG1", ",\"reference\":\"order 7\"");

        assertThat(created.status()).isEqualTo(201);
        String location = created.header("Location").orElseThrow();
        JsonNode shipment = json(app.get(location));
        assertThat(shipment.get("trackingNumber").asString()).isEqualTo("REG1");
        assertThat(shipment.get("reference").asString()).isEqualTo("order 7");
        assertThat(shipment.get("status").asString()).isEqualTo("REGISTERED");
        assertThat(location).isEqualTo("/shipments/" + shipment.get("id").asString());
    }

    @Test
    @DisplayName("answers a second registration with 200 and the same shipment")
    void registersOnce() throws Exception {
        String first = register("REG2", "").body();
        TestResponse second = register("REG2", "");

        assertThat(second.status()).isEqualTo(200);
        assertThat(json(second).get("id")).isEqualTo(tree(first).get("id"));
    }

    @Test
    @DisplayName("registers a shipment once however many ask at the same time")
    void registersOnceConcurrently() throws Exception {
        var statuses = new ArrayList<Integer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    int status = register("REG3", "").status();
                    synchronized (statuses) {
                        statuses.add(status);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(statuses).hasSize(16).containsOnly(200, 201).containsOnlyOnce(201);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("G-27: answers wrong requests with a problem that says what is wrong")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            broken JSON           | POST | /shipments | application/json | {"carrier":         | 400
            no JSON at all        | POST | /shipments | application/json | ~~                  | 400
            a list for an object  | POST | /shipments | application/json | []                  | 400
            an unknown carrier    | POST | /shipments | application/json | {"carrier":"UPS","trackingNumber":"1"} | 400
            a missing field       | POST | /shipments | application/json | {"carrier":"DHL"}   | 400
            a null field          | POST | /shipments | application/json | {"carrier":"DHL","trackingNumber":null} | 400
            an unknown field      | POST | /shipments | application/json | {"carrier":"DHL","trackingNumber":"1","x":1} | 400
            a blank number        | POST | /shipments | application/json | {"carrier":"DHL","trackingNumber":"  "} | 400
            a NUL in a text       | POST | /shipments | application/json | {"carrier":"DHL","trackingNumber":"1","reference":"a\\u0000b"} | 400
            a wrong content type  | POST | /shipments | text/plain       | {"carrier":"DHL","trackingNumber":"1"} | 415
            a wrong verb          | DELETE | /shipments | application/json | ~~                | 405
            an unknown id         | GET  | /shipments/00000000-0000-0000-0000-000000000000 | text/plain | ~~ | 404
            events of no shipment | GET  | /shipments/00000000-0000-0000-0000-000000000000/events | text/plain | ~~ | 404
            an id that is none    | GET  | /shipments/abc | text/plain   | ~~                  | 404
            no such address       | GET  | /nothing/here  | text/plain   | ~~                  | 404
            a page of no size     | GET  | /shipments?size=0 | text/plain | ~~                 | 400
            a page too long       | GET  | /shipments/events?limit=201 | text/plain | ~~       | 400
            a cursor out of time  | GET  | /shipments?cursor=%2B1000000000-12-31T23:59:59Z_00000000-0000-0000-0000-000000000000 | text/plain | ~~ | 400
            a cursor of nobody    | GET  | /shipments?cursor=x | text/plain | ~~               | 400
            a broken encoding     | GET  | /shipments/%FF | text/plain   | ~~                  | 400
            """)
    void answersProblems(String what, String method, String path, String contentType, String body, int status)
            throws Exception {
        TestResponse response = app.request(method, path)
                .body(contentType, body.getBytes(StandardCharsets.UTF_8))
                .send();

        assertThat(response.status()).as(what + ": " + response.body()).isEqualTo(status);
        assertThat(response.header("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.toString()).doesNotContain("Exception").doesNotContain("tracking.");
    }

    @Test
    @DisplayName("G-10: stores and sends a scan once, however often the carrier tells it")
    void scansOnce() throws Exception {
        DHL.scans("ONCE1", "2026-05-06T10:00:00 transit SORTED");
        String events = events(register("ONCE1", ""));
        awaitTypes(events, "Registered", "Scanned");
        DHL.scans("ONCE1", "2026-05-06T12:00:00 delivered DELIVERED", "2026-05-06T10:00:00 transit SORTED");

        awaitTypes(events, "Registered", "Scanned", "Scanned");
    }

    @Test
    @DisplayName("G-11: keeps an old scan, marks it late and does not move the status back")
    void oldScan() throws Exception {
        DHL.scans("LATE1", "2026-05-06T12:00:00 transit OUT FOR DELIVERY");
        TestResponse registered = register("LATE1", "");
        String events = events(registered);
        awaitTypes(events, "Registered", "Scanned");
        String status = json(app.get(location(registered))).get("status").asString();
        DHL.scans(
                "LATE1",
                "2026-05-06T12:00:00 transit OUT FOR DELIVERY",
                "2026-05-06T09:00:00 transit ARRIVED AT DEPOT");
        awaitTypes(events, "Registered", "Scanned", "Scanned");

        JsonNode late = page(events).get("events").get(2).get("data");
        assertThat(late.get("scan").get("late").asBoolean()).isTrue();
        assertThat(late.get("status").asString()).isEqualTo(status);
        assertThat(json(app.get(location(registered))).get("status").asString()).isEqualTo(status);
    }

    @Test
    @DisplayName("G-16, G-18: goes on after a 404, an error, a page and torn JSON of the carrier")
    void survivesTheCarrier() throws Exception {
        List<String> bodies = List.of(
                "<html>maintenance</html>", "{\"shipments\":[{\"id\":\"ODD", "[]", "null", "{\"shipments\":[]}");
        for (int i = 0; i < bodies.size(); i++) {
            DHL.answer("ODD" + i, i % 2 == 0 ? 200 : 500, "application/json", bodies.get(i));
            register("ODD" + i, "");
            DHL.awaitAsked("ODD" + i);
        }
        for (int i = 0; i < bodies.size(); i++) {
            DHL.scans("ODD" + i, "2026-05-06T10:00:00 transit SORTED");
        }

        for (int i = 0; i < bodies.size(); i++) {
            awaitTypes(events(register("ODD" + i, "")), "Registered", "Scanned");
        }
    }

    @Test
    @DisplayName("G-29: streams events whose ids are the positions of the JSON page, and resumes after any of them")
    void streamsAndResumes() throws Exception {
        DHL.scans(
                "SSE1",
                "2026-05-06T12:00:00 transit C",
                "2026-05-06T11:00:00 transit B",
                "2026-05-06T10:00:00 transit A");
        String events = events(register("SSE1", ""));
        awaitTypes(events, "Registered", "Scanned", "Scanned", "Scanned");
        List<String> positions = positions(page(events));

        try (EventStream stream = app.events(events, Optional.empty())) {
            assertThat(stream.next(4)).extracting(EventStream.Event::id).isEqualTo(positions);
        }
        try (EventStream stream = app.events(events, Optional.of(positions.get(1)))) {
            assertThat(stream.next(2)).extracting(EventStream.Event::id).isEqualTo(positions.subList(2, 4));
        }
        assertThat(positions(page(events + "?after=" + positions.get(0) + "&limit=2")))
                .isEqualTo(positions.subList(1, 3));
    }

    @Test
    @DisplayName("G-29: lists shipments with the position from which the feed goes on")
    void listsWithPosition() throws Exception {
        JsonNode before = page("/shipments?size=1");
        register("LIST1", "");

        try (EventStream feed = app.events(
                "/shipments/events", Optional.of(before.get("position").asString()))) {
            List<String> seen = new ArrayList<>();
            while (!seen.contains("LIST1")) {
                JsonNode event = tree(feed.next().data()).get("events").get(0).get("data");
                if (event.get("type").asString().equals("Registered")) {
                    seen.add(event.get("shipment").get("trackingNumber").asString());
                }
            }
        }
        assertThat(page("/shipments?size=200").get("snapshot").get("shipments").findValuesAsString("trackingNumber"))
                .contains("LIST1");
    }

    @Test
    @DisplayName("G-26: pages through all shipments, newest first, without a repeat")
    void pages() throws Exception {
        for (int i = 0; i < 5; i++) {
            register("PAGE" + i, "");
        }
        var seen = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = page("/shipments?size=2"
                            + cursor.map(next -> "&cursor=" + next).orElse(""))
                    .get("snapshot");
            seen.addAll(page.get("shipments").findValuesAsString("trackingNumber"));
            cursor = Optional.ofNullable(page.get("next")).map(JsonNode::asString);
        } while (cursor.isPresent());

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence("PAGE4", "PAGE3", "PAGE2", "PAGE1", "PAGE0");
    }

    @Test
    @DisplayName("G-12: refuses to change or delete what a carrier told")
    void historyStays() throws Exception {
        TestResponse page = app.delete(events(register("STAY1", "")));

        page.is(405).has("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    @DisplayName("serves the page with a policy that lets it run nothing but its own files")
    void servesThePage() throws Exception {
        TestResponse page = app.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
        assertThat(app.get("/_serval/live.js").status()).isEqualTo(200);
    }

    private static TestResponse register(String number, String more) throws Exception {
        return app.post("/shipments", "{\"carrier\":\"DHL\",\"trackingNumber\":\"" + number + "\"" + more + "}");
    }

    private static String location(TestResponse registered) {
        return "/shipments/" + json(registered).get("id").asString();
    }

    private static String events(TestResponse registered) {
        return location(registered) + "/events";
    }

    private static void awaitTypes(String events, String... types) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(page(events)
                                .get("events")
                                .valueStream()
                                .map(event -> event.get("data").get("type").asString()))
                        .containsExactly(types));
    }

    private static List<String> positions(JsonNode page) {
        return page.get("events")
                .valueStream()
                .map(event -> event.get("position").asString())
                .toList();
    }

    private static JsonNode page(String path) throws Exception {
        TestResponse response = app.get(path);
        assertThat(response.status()).as(path + ": " + response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(TestResponse response) {
        return tree(response.body());
    }

    private static JsonNode tree(String json) {
        return Json.read(json, JsonNode.class);
    }
}
