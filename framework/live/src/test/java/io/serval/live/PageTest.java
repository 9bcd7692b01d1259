package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class PageTest {
    private final Database database;
    private final Site site;

    PageTest(Database database) {
        this.database = database;
        this.site = Site.on(database);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static List<Long> numbers(JsonNode page) {
        var numbers = new ArrayList<Long>();
        page.get("events")
                .forEach(event -> numbers.add(event.get("data").get("n").longValue()));
        return numbers;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    @DisplayName("G-26: a page holds 50 events, up to 200 if asked, and its position leads to the next")
    void pages() throws Exception {
        site.append("a", 1, 70);

        JsonNode first = site.page("/ticks/a");
        JsonNode second = site.page("/ticks/a?after=" + first.get("position").stringValue());
        JsonNode third = site.page("/ticks/a?after=" + second.get("position").stringValue());

        assertThat(numbers(first)).isEqualTo(range(1, 50));
        assertThat(numbers(second)).isEqualTo(range(51, 70));
        assertThat(numbers(third)).isEmpty();
        assertThat(third.get("position")).isEqualTo(second.get("position"));
        assertThat(numbers(site.page("/ticks/a?limit=3"))).isEqualTo(range(1, 3));
        assertThat(numbers(site.page("/ticks/a?limit=200"))).isEqualTo(range(1, 70));
        assertThat(first.has("reset")).isFalse();
    }

    @Test
    @DisplayName("G-26: the position of a page is that of its last event")
    void position() throws Exception {
        site.append("a", 1, 3);

        JsonNode page = site.page("/ticks/a?limit=2");

        assertThat(page.get("position")).isEqualTo(page.get("events").get(1).get("position"));
        assertThat(page.get("position").stringValue()).endsWith(":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "many", ""})
    @DisplayName("a limit out of 1 to 200 is a 400")
    void limit(String limit) throws Exception {
        HttpResponse<String> response = site.get("/ticks/a?limit=" + limit);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/query/limit");
    }

    @Test
    @DisplayName("a topic that nobody has appended to is an empty page, and reading goes on from there later")
    void empty() throws Exception {
        JsonNode page = site.page("/ticks/new");
        site.append("new", 1, 2);

        JsonNode later = site.page("/ticks/new?after=" + page.get("position").stringValue());

        assertThat(numbers(page)).isEmpty();
        assertThat(numbers(later)).isEqualTo(range(1, 2));
        assertThat(later.has("reset")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, no position at all",
        "'', nothing",
        "0000:1, another epoch",
        "%s:99, ahead of the log",
        "%s:-1, before the first",
        "%s:x, no number",
    })
    @DisplayName("a position that the log does not know is answered by a reset and a new beginning")
    void reset(String position, String why) throws Exception {
        site.append("a", 1, 3);
        String known = site.page("/ticks/a").get("position").stringValue();
        String epoch = known.substring(0, known.indexOf(':'));

        JsonNode live = site.page("/ticks/a?after=" + position.formatted(epoch));
        JsonNode state = site.page("/counts/a?after=" + position.formatted(epoch));

        assertThat(live.get("reset").booleanValue()).as(why).isTrue();
        assertThat(numbers(live)).isEqualTo(range(1, 3));
        assertThat(state.get("reset").booleanValue()).as(why).isTrue();
        assertThat(state.get("snapshot").get("count").longValue()).isEqualTo(3);
        assertThat(state.get("position").stringValue()).isEqualTo(known);
    }

    @Test
    @DisplayName("a position of another topic is not known to this one")
    void otherTopic() throws Exception {
        site.append("a", 1, 3);
        site.append("b", 1, 3);

        JsonNode page = site.page(
                "/ticks/b?after=" + site.page("/ticks/a").get("position").stringValue());

        assertThat(page.get("reset").booleanValue()).isTrue();
    }

    @Test
    @DisplayName("a position below what is kept is reset; the one right before the first that is kept is not")
    void floor() throws Exception {
        site.append("a", 1, 5);
        JsonNode all = site.page("/ticks/a");
        database.transact(tx -> {
            tx.update("delete from serval.event where \"offset\" <= 3");
            tx.update("update serval.topic set floor = 3");
        });

        JsonNode below = site.page(
                "/ticks/a?after=" + all.get("events").get(1).get("position").stringValue());
        JsonNode at = site.page(
                "/ticks/a?after=" + all.get("events").get(2).get("position").stringValue());

        assertThat(below.get("reset").booleanValue()).isTrue();
        assertThat(numbers(below)).isEqualTo(range(4, 5));
        assertThat(at.has("reset")).isFalse();
        assertThat(numbers(at)).isEqualTo(range(4, 5));
        assertThat(numbers(site.page("/ticks/a"))).isEqualTo(range(4, 5));
    }

    @Test
    @DisplayName("G-29: a state comes with the position that its events follow on; from there it is events only")
    void state() throws Exception {
        site.append("a", 1, 3);
        JsonNode page = site.page("/counts/a");
        site.append("a", 4, 5);

        JsonNode later = site.page("/counts/a?after=" + page.get("position").stringValue());

        assertThat(page.get("snapshot").get("count").longValue()).isEqualTo(3);
        assertThat(numbers(page)).isEmpty();
        assertThat(later.has("snapshot")).isFalse();
        assertThat(numbers(later)).isEqualTo(range(4, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */* | 200 | application/json
                    application/json | 200 | application/json
                    application/* | 200 | application/json
                    application/json, text/event-stream | 200 | application/json
                    text/html, */*;q=0.8 | 200 | application/json
                    application/json;q=0.5, text/event-stream | 200 | text/event-stream
                    text/event-stream, */*;q=0.1 | 200 | text/event-stream
                    text/html | 406 | application/problem+json
                    application/json;q=0 | 406 | application/problem+json
                    """)
    @DisplayName("the client's Accept chooses the form (RFC 9110 §12.5.1), and caches are told so")
    void accept(String accept, int status, String type) throws Exception {
        if (type.equals("text/event-stream")) {
            try (EventSource events = site.events("/ticks/a", "Accept", accept)) {
                assertThat(events.response().headers().firstValue("Content-Type"))
                        .hasValue(type);
            }
            return;
        }
        HttpResponse<String> response = site.get("/ticks/a", "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept");
    }

    @Test
    @DisplayName("the browser module is JavaScript that a browser checks for changes")
    void browserModule() throws Exception {
        HttpResponse<String> script = site.get("/_serval/live.js");
        String tag = script.headers().firstValue("ETag").orElseThrow();

        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(script.body()).contains("export { connect }");
        assertThat(site.get("/_serval/live.js", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    @DisplayName("the parts of the browser module are kept for good, under names that change with them")
    void browserModuleParts() throws Exception {
        var folder = Pattern.compile("'\\./(live/[0-9a-f]{16}/)client\\.js'")
                .matcher(site.get("/_serval/live.js").body());
        assertThat(folder.find()).isTrue();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/serval/live/browser/live"))) {
            for (Path file : files.toList()) {
                HttpResponse<String> part = site.get("/_serval/" + folder.group(1) + file.getFileName());

                assertThat(part.body()).isEqualTo(Files.readString(file));
                assertThat(part.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
                assertThat(part.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            }
        }
    }

    @Test
    @DisplayName("a part of the browser module in another version is what there is, and is not kept")
    void browserModulePartOfAnotherVersion() throws Exception {
        HttpResponse<String> part = site.get("/_serval/live/0123456789abcdef/client.js");

        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(site.get("/_serval/live/0123456789abcdef/none.js").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("the browser module's declarations in TypeScript are served too")
    void browserModuleTypes() throws Exception {
        assertThat(site.get("/_serval/live.d.ts").body()).contains("export function connect(");
    }

    @Test
    @DisplayName("the socket's address, asked for without an upgrade, says what it is")
    void notASocket() throws Exception {
        HttpResponse<String> response = site.get("/_serval/live");

        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(response.headers().firstValue("Upgrade")).hasValue("websocket");
    }
}
