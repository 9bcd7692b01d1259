package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An application under test")
class TestAppTest {
    private static final String ECHO = """
            interface echo {
                static Response any(Request request) throws Exception {
                    return Response.text(200, request.method() + " " + request.query().all("q") + " "
                            + request.headers().first("Content-Type").orElse("-") + "\\n"
                            + new String(request.body().bytes(), "UTF-8")).with("X-Tag", "a");
                }
            }
            """;

    private final Tree tree = tree("echo.java", ECHO);

    @Test
    @DisplayName("row 159: is asked with any method, query, header and body, without a socket as with one")
    void requests() {
        try (tree) {
            requests(tree.app());
        }
        try (tree) {
            requests(tree.served());
        }
    }

    private static void requests(TestApp app) {
        app.request("PROPFIND", "/echo").query("q", "a b&c").send().is(200).body("PROPFIND [a b&c] -\n");
        app.post("/echo", "[1]").body("POST [] application/json\n[1]");
        app.put("/echo", 7).body("PUT [] application/json\n7");
        app.patch("/echo", "{}").body("PATCH [] application/json\n{}");
        app.delete("/echo").is(200).body("DELETE [] -\n");
        app.head("/echo").is(200).body("").has("X-Tag", "a");
        app.request("POST", "/echo").form("a", "1", "b", "x y").send().contains("a=1&b=x+y");
        app.request("POST", "/echo").text("ß").send().body("POST [] text/plain; charset=utf-8\nß");
        app.request("POST", "/echo")
                .field("title", "t")
                .file("photo", "a.txt", "text/plain", "content".getBytes(StandardCharsets.UTF_8))
                .send()
                .contains("multipart/form-data; boundary=")
                .contains("name=\"title\"\r\n\r\nt\r\n")
                .contains("filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n");
    }

    @Test
    @DisplayName("row 159: tells the whole exchange when an expectation is not met")
    void failures() {
        TestResponse response = tree.request("POST", "/echo")
                .header("X-From", "test")
                .json("{\"a\":1}")
                .send();

        assertThatThrownBy(() -> response.is(201))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected status 201, was 200")
                .hasMessageContaining("POST /echo\nX-From: test")
                .hasMessageContaining("{\"a\":1}")
                .hasMessageContaining("HTTP 200")
                .hasMessageContaining("X-Tag: a");
        assertThatThrownBy(() -> response.has("X-Tag", "b")).hasMessageStartingWith("expected X-Tag: b, was [a]");
        assertThatThrownBy(() -> response.lacks("X-Tag")).hasMessageStartingWith("expected no header X-Tag");
        assertThatThrownBy(() -> response.body("x")).hasMessageStartingWith("expected the body \"x\"");
        assertThatThrownBy(() -> response.problem(200)).hasMessageStartingWith("expected Content-Type");
    }

    @Test
    @DisplayName("row 159: compares JSON by what it says, and points at the first difference")
    void json() {
        Tree data = tree("data.java", """
                interface data {
                    record Data(List<Integer> a, String b) {}

                    static Data get() {
                        return new Data(List.of(1, 2), "x");
                    }
                }
                """);

        data.get("/data").json("{\"b\": \"x\", \"a\": [1, 2]}");
        assertThatThrownBy(() -> data.get("/data").json("{\"b\": \"x\", \"a\": [1, 3]}"))
                .hasMessageContaining("at /a/1 was 2 where 3 was expected");
        assertThatThrownBy(() -> data.get("/data").json("{\"a\": [1, 2]}")).hasMessageContaining("/b was not expected");
    }

    @Test
    @DisplayName("row 159: expects problems with their faults")
    void problems() {
        Tree page = tree("page.java", "interface page { static int get(int size) { return size; } }");

        page.get("/page?size=x")
                .problem(400)
                .fault("/query/size", "whole number")
                .faults("/query/size");
        page.post("/page").problem(405).detail("POST").response().has("Allow", "GET, HEAD, OPTIONS");
        assertThatThrownBy(() -> page.get("/page?size=x").problem(400).faults("/query/other"))
                .hasMessageStartingWith("expected faults at [/query/other], were at [/query/size]");
    }

    @Test
    @DisplayName("row 159: tells where a handler is that does not answer in time, and leaves, as a client would")
    void hangs() {
        Tree hanging = tree("hang.java", """
                record hang(Journal journal) {
                    String get() throws Exception {
                        try {
                            new java.util.concurrent.CountDownLatch(1).await();
                            return "never";
                        } finally {
                            journal.add("left");
                        }
                    }
                }
                """).with(setup -> setup.timeout(Duration.ofMillis(300)));

        assertThatThrownBy(() -> hanging.get("/hang"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /hang was not answered within PT0.3S")
                .hasMessageContaining("app.routes.hang.get(hang.java:4)");
        await().untilAsserted(() -> assertThat(hanging.journal()).containsExactly("left"));
    }

    @Test
    @DisplayName("row 159: sees the time of the clock that the test holds")
    void clock() {
        HeldClock clock = HeldClock.at("2026-05-06T08:00:00Z");
        Tree now = tree("now.java", "record now(Clock clock) { Instant get() { return clock.instant(); } }")
                .with(setup -> setup.clock(clock));

        now.get("/now").json("\"2026-05-06T08:00:00Z\"");
        clock.advance(Duration.ofMinutes(90));
        now.get("/now").json("\"2026-05-06T09:30:00Z\"");
        clock.set(Instant.EPOCH);
        now.get("/now").json("\"1970-01-01T00:00:00Z\"");
        assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant()).isEqualTo(Instant.EPOCH);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("row 81: explains an unhandled exception in dev mode, and tells nothing of it without")
    void dev() {
        String failing = "interface fails { static int get() { throw new IllegalStateException(\"secret\"); } }";

        tree("fails.java", failing)
                .get("/fails")
                .problem(500)
                .withoutDetail()
                .response()
                .omits("secret");
        tree("fails.java", failing)
                .with(TestSetup::dev)
                .request("GET", "/fails")
                .header("Accept", "text/html")
                .send()
                .is(500)
                .has("Content-Type", "text/html; charset=utf-8")
                .contains("secret")
                .contains("<li class=\"own\"><code>app.routes.fails.get</code>");
    }
}
