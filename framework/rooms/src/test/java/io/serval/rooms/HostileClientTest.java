package io.serval.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.testkit.HeldClock;
import io.serval.testkit.TestApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talk.Talk;
import tools.jackson.databind.JsonNode;

@DisplayName("A client that behaves badly")
class HostileClientTest {
    private static final HeldClock CLOCK = HeldClock.at("2026-05-06T08:00:00Z");
    private static TestApp app;

    @BeforeAll
    static void start() {
        app = TestApp.of(Talk.class).clock(CLOCK).start(Talk::inMemory);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    @DisplayName("W-05: and sends too much is told when to go on, and may go on then")
    void tooFast() {
        try (Client ann = Client.join(app, "/small/fast", "Ann")) {
            for (int i = 0; i < 3; i++) {
                ann.send("{\"type\":\"typing\"}");
            }
            ann.say("now", "x");
            JsonNode error = ann.next("error");
            assertThat(error.get("payload").get("code").stringValue()).isEqualTo("rate_limited");
            assertThat(error.get("payload").get("retryAfter").doubleValue()).isEqualTo(1.0);

            CLOCK.advance(Duration.ofSeconds(1));
            ann.say("later", "x");
            List<JsonNode> answer = List.of(ann.next(), ann.next());
            assertThat(answer)
                    .allSatisfy(message ->
                            assertThat(message.get("id").stringValue()).isEqualTo("later"));
        }
    }

    @Test
    @DisplayName("W-05: and floods a room is warned, then disconnected with 1008; the others stay")
    void flood() {
        try (Client ben = Client.join(app, "/small/flood", "Ben");
                Client ann = Client.join(app, "/small/flood", "Ann")) {
            ben.next("joined");
            for (int i = 0; i < 40; i++) {
                ann.send("{\"type\":\"typing\"}");
            }
            List<String> codes =
                    IntStream.range(0, 20).mapToObj(i -> ann.error()).toList();
            assertThat(codes).containsOnly("rate_limited");
            assertThat(ann.socket().closes(1008)).contains("Too many messages");

            assertThat(ben.await("left").get("payload").get("member").stringValue())
                    .isEqualTo("Ann");
            ben.say("b1", "quiet again");
            assertThat(Client.text(ben.await("said"))).isEqualTo("quiet again");
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @DisplayName("W-05: gets an error that says what is wrong, and may go on")
    @CsvSource(delimiter = '|', textBlock = """
            no json                                                        | malformed
            []                                                             | malformed
            null                                                           | malformed
            {"type":"say","id":"1"}                                        | malformed
            {"type":"say","payload":{}}                                    | malformed
            {"type":"say","id":"","payload":{}}                            | malformed
            {"type":"say","id":7,"payload":{}}                             | malformed
            {"type":"say","id":"1","payload":{},"admin":true}              | malformed
            {"type":"direct","id":"1","payload":{}}                        | malformed
            {"type":"shout","id":"1","payload":{}}                         | unknown_type
            """)
    void malformed(String message, String code) {
        try (Client ann = Client.join(app, "/memory/malformed", "Ann")) {
            ann.send(message);
            JsonNode error = ann.next("error");
            assertThat(error.get("payload").get("code").stringValue()).isEqualTo(code);
            assertThat(error.get("payload").get("detail").stringValue()).isNotBlank();

            ann.send("{\"type\":\"signal\",\"payload\":1}").send("{\"type\":\"shout\"}");
            assertThat(ann.error()).isEqualTo("unknown_type");
        }
    }

    @Test
    @DisplayName("W-05: and sends a payload that is too large is told so, and may go on")
    void tooLarge() {
        try (Client ann = Client.join(app, "/small/large", "Ann")) {
            ann.say("1", "x".repeat(101));
            assertThat(ann.error()).isEqualTo("too_large");
            ann.say("2", "x".repeat(5_000));
            assertThat(ann.error()).isEqualTo("too_large");
            ann.say("3", "short");
            assertThat(Client.text(ann.await("said"))).isEqualTo("short");
        }
    }

    @Test
    @DisplayName("W-05: and sends a payload of another type is told where it is wrong")
    void wrongPayload() {
        try (Client ann = Client.join(app, "/typed/wrong", "Ann")) {
            ann.send("{\"type\":\"say\",\"id\":\"1\",\"payload\":{\"text\":\" \"}}");
            JsonNode error = ann.next("error");
            assertThat(error.get("id").stringValue()).isEqualTo("1");
            assertThat(error.get("payload").get("detail").stringValue()).contains("A line needs some text.");
        }
    }

    @ParameterizedTest
    @DisplayName("W-05: cannot take a name that is huge, empty or cannot be seen")
    @ValueSource(strings = {"HUGE", " ", " Ann", "Ann\u202e", "A\u2028nn"})
    void names(String name) {
        String wanted = name.equals("HUGE") ? "x".repeat(65) : name;
        try (Client ann = Client.connect(app, "/memory/names", wanted, Optional.empty())) {
            assertThat(ann.socket().closes(1008)).isNotNull();
        }
    }

    @Test
    @DisplayName("W-05: that sends markup is quoted to the letter, in message and name")
    void markup() {
        String name = "<img src=x onerror=alert(1)>";
        String text = "</script><script>alert(\"1\")</script> & \u0000 \ud83d\ude00";
        try (Client ann = Client.join(app, "/memory/markup", name)) {
            ann.say("1", text);
            JsonNode said = ann.await("said");
            assertThat(Client.text(said)).isEqualTo(text);
            assertThat(said.get("from").stringValue()).isEqualTo(name);
        }
    }

    @Test
    @DisplayName("W-05: finds a full room closed, with a reason and 1013")
    void full() {
        try (Client ann = Client.join(app, "/small/full", "Ann")) {
            try (Client ben = Client.join(app, "/small/full", "Ben");
                    Client cid = Client.connect(app, "/small/full", "Cid", Optional.empty())) {
                assertThat(ben.socket()).isNotNull();
                assertThat(cid.error()).isEqualTo("full");
                cid.socket().closes(1013);
            }
            assertThat(ann.await("left").get("payload").get("member").stringValue())
                    .isEqualTo("Ben");
            Client.join(app, "/small/full", "Cid").close();
        }
    }

    @Test
    @DisplayName(
            "W-05: that does not read keeps nobody waiting, and has all in order and who is there when it reads again")
    void slow() throws Exception {
        int messages = 900;
        String filling = "x".repeat(7_000);
        try (var slow = new SlowClient(app.uri("/memory/slow?name=Slow"));
                Client ann = Client.join(app, "/memory/slow", "Ann")) {
            for (int i = 0; i < messages; i++) {
                Talk.memory().say("slow", "Bot", "b" + i, new Talk.Line(i + filling));
            }
            for (int i = 0; i < messages; i++) {
                assertThat(Client.text(ann.await("said"))).startsWith(i + "x");
            }
            Client.join(app, "/memory/slow", "Ben").close();
            assertThat(member(ann.next("joined"))).isEqualTo("Ben");
            assertThat(member(ann.next("left"))).isEqualTo("Ben");
            Client.join(app, "/memory/slow", "Cid");
            assertThat(member(ann.next("joined"))).isEqualTo("Cid");

            int said = 0;
            JsonNode last = slow.next();
            while (said < messages || !last.path("type").stringValue("").equals("members")) {
                last = slow.next();
                if (last.path("type").stringValue("").equals("said")) {
                    assertThat(Client.text(last)).startsWith(said + "x");
                    said++;
                }
            }
            assertThat(last.get("payload")
                            .get("members")
                            .valueStream()
                            .map(presence -> presence.get("member").stringValue()))
                    .containsExactly("Slow", "Ann", "Cid");
        }
    }

    private static String member(JsonNode change) {
        return change.get("payload").get("member").stringValue();
    }

    @Test
    @DisplayName("W-05: an error is an envelope like any other")
    void envelope() {
        try (Client ann = Client.join(app, "/memory/envelope", "Ann")) {
            ann.send("{\"type\":\"say\",\"id\":\"7\"}");
            assertThat(Json.text(ann.next(), JsonNode.class))
                    .isEqualTo(
                            "{\"type\":\"error\",\"id\":\"7\",\"room\":\"envelope\",\"payload\":{\"code\":\"malformed\",\"detail\":\"/payload:"
                                    + " A message of type 'say' needs"
                                    + " it.\",\"errors\":[{\"pointer\":\"/payload\",\"detail\":\"A message of type 'say'"
                                    + " needs it.\"}]}}");
        }
    }
}
