package io.serval.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.testkit.HeldClock;
import io.serval.testkit.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import talk.Talk;
import tools.jackson.databind.JsonNode;

@DisplayName("In a room")
@ParameterizedClass(name = "that is of {0}")
@ValueSource(strings = {"kept", "memory"})
class RoomsTest {
    private static final AtomicInteger ROOMS = new AtomicInteger();
    private static TestApp app;

    @Parameter
    private String kind = "";

    private final int number = ROOMS.incrementAndGet();

    @BeforeAll
    static void start() {
        app = TestApp.of(Talk.class)
                .clock(HeldClock.at("2026-05-06T08:00:00.123Z"))
                .start(Talk::setUp);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private String room() {
        return "/" + kind + "/room" + number;
    }

    private Client join(String name) {
        return Client.join(app, room(), name);
    }

    private Client resume(String name, String from) {
        return Client.connect(app, room(), name, Optional.of(from));
    }

    @Test
    @DisplayName("W-03: the first message tells who is there, and others hear of who comes and goes")
    void presence() {
        try (Client ann = join("Ann")) {
            try (Client ben = Client.connect(app, room(), "Ben", Optional.empty())) {
                JsonNode welcome = ben.next("welcome");
                assertThat(welcome.get("room").stringValue()).isEqualTo("room" + number);
                assertThat(welcome.get("payload").get("member").stringValue()).isEqualTo("Ben");
                assertThat(members(welcome)).containsExactly("Ann", "Ben");

                assertThat(member(ann.next("joined"))).isEqualTo("Ben");
            }
            assertThat(member(ann.next("left"))).isEqualTo("Ben");
            try (Client cid = Client.connect(app, room(), "Cid", Optional.empty())) {
                assertThat(members(cid.next("welcome"))).containsExactly("Ann", "Cid");
            }
        }
    }

    @Test
    @DisplayName("W-03: two connections of one name are one member, who leaves with the second")
    void twoTabs() {
        try (Client ann = join("Ann")) {
            Client first = join("Ben");
            ann.next("joined");
            try (Client second = Client.connect(app, room(), "Ben", Optional.empty())) {
                assertThat(members(second.next("welcome"))).containsExactly("Ann", "Ben");
                first.close();
                second.say("1", "still here");
                assertThat(Client.text(ann.next("said"))).isEqualTo("still here");
            }
            assertThat(member(ann.next("left"))).isEqualTo("Ben");
        }
    }

    @Test
    @DisplayName(
            "row 115, W-03: what one says, all get, the sender too, with one position, and the sender an ack with it")
    void said() {
        try (Client ann = join("Ann");
                Client ben = join("Ben")) {
            ann.next("joined");
            ben.say("b1", "hello");

            JsonNode heard = ann.next("said");
            assertThat(Json.text(heard, JsonNode.class))
                    .isEqualTo(
                            "{\"type\":\"said\",\"room\":\"room%d\",\"position\":\"%s\",\"id\":\"b1\",\"from\":\"Ben\","
                                            .formatted(
                                                    number,
                                                    heard.get("position").stringValue())
                                    + "\"ts\":\"2026-05-06T08:00:00.123Z\",\"payload\":{\"text\":\"hello\"}}");
            List<JsonNode> own = List.of(ben.next(), ben.next());
            assertThat(own)
                    .extracting(message -> message.get("type").stringValue())
                    .containsExactlyInAnyOrder("said", "ack");
            assertThat(own).allSatisfy(message -> {
                assertThat(message.get("id").stringValue()).isEqualTo("b1");
                assertThat(message.get("position")).isEqualTo(heard.get("position"));
            });
        }
    }

    @Test
    @DisplayName("W-03: typing and signals reach the others, and are not kept")
    void signals() {
        try (Client ann = join("Ann");
                Client ben = join("Ben")) {
            ann.next("joined");
            ben.send("{\"type\":\"typing\"}")
                    .send("{\"type\":\"signal\",\"payload\":{\"x\":7}}")
                    .say("b1", "done");

            assertThat(ann.next("typing").get("from").stringValue()).isEqualTo("Ben");
            JsonNode signal = ann.next("signal");
            assertThat(signal.get("from").stringValue()).isEqualTo("Ben");
            assertThat(signal.get("payload").get("x").intValue()).isEqualTo(7);
            assertThat(Client.text(ann.next("said"))).isEqualTo("done");
            assertThat(List.of(ben.next(), ben.next()))
                    .extracting(message -> message.get("type").stringValue())
                    .containsExactlyInAnyOrder("said", "ack");
            try (Client cid = join("Cid")) {
                cid.next("said");
                ben.say("b2", "next");
                assertThat(Client.text(cid.next("said"))).isEqualTo("next");
            }
        }
    }

    @Test
    @DisplayName(
            "W-03: a direct message reaches one member, on all connections, and its sender's others; it is not kept")
    void direct() {
        try (Client ann = join("Ann");
                Client ben = join("Ben");
                Client benToo = join("Ben");
                Client annToo = join("Ann");
                Client cid = join("Cid")) {
            ann.next("joined");
            ann.next("joined");
            ann.send("{\"type\":\"direct\",\"id\":\"d1\",\"to\":\"Ben\",\"payload\":{\"text\":\"psst\"}}");

            assertThat(ann.next("ack").get("id").stringValue()).isEqualTo("d1");
            for (Client each : List.of(ben, benToo, annToo)) {
                JsonNode message = each.await("direct");
                assertThat(Client.text(message)).isEqualTo("psst");
                assertThat(message.get("from").stringValue()).isEqualTo("Ann");
                assertThat(message.get("to").stringValue()).isEqualTo("Ben");
            }
            ann.say("a1", "to all");
            assertThat(Client.text(cid.next("said"))).isEqualTo("to all");
        }
    }

    @Test
    @DisplayName("W-03: a direct message to somebody who is not there is an error")
    void absent() {
        try (Client ann = join("Ann")) {
            ann.send("{\"type\":\"direct\",\"id\":\"d1\",\"to\":\"Zoe\",\"payload\":{}}");

            JsonNode error = ann.next("error");
            assertThat(error.get("id").stringValue()).isEqualTo("d1");
            assertThat(error.get("payload").get("code").stringValue()).isEqualTo("absent");
        }
    }

    @Test
    @DisplayName("W-03: who comes gets the last messages, and the first page of history ends where they begin")
    void lastOnJoin() {
        Rooms rooms = rooms();
        String room = "room" + number;
        for (int i = 1; i <= 60; i++) {
            rooms.say(room, "Ann", "a" + i, new Talk.Line("m" + i));
        }
        try (Client ben = Client.connect(app, room(), "Ben", Optional.empty())) {
            JsonNode welcome = ben.next("welcome");
            assertThat(welcome.get("payload").get("older").booleanValue()).isTrue();
            JsonNode first = ben.next("said");
            assertThat(Client.text(first)).isEqualTo("m11");
            List<String> rest = ben.texts(49);
            assertThat(rest.getLast()).isEqualTo("m60");

            History page = rooms.history(room, Optional.of(first.get("position").stringValue()), 7);
            assertThat(page.messages())
                    .extracting(said -> said.payload().get("text").stringValue())
                    .containsExactly("m4", "m5", "m6", "m7", "m8", "m9", "m10");
            History before = rooms.history(room, page.before(), 7);
            assertThat(before.messages())
                    .extracting(said -> said.payload().get("text").stringValue())
                    .containsExactly("m1", "m2", "m3");
            assertThat(before.before()).isEmpty();
        }
    }

    @Test
    @DisplayName("W-03: who comes back with a position gets what followed on it, nothing lost and nothing twice")
    void resumes() {
        String position;
        try (Client ann = join("Ann")) {
            ann.say("1", "one");
            position = ann.await("said").get("position").stringValue();
        }
        try (Client ben = join("Ben")) {
            ben.say("2", "two").say("3", "three");
            ben.texts(3);
        }
        try (Client ann = resume("Ann", position)) {
            JsonNode welcome = ann.next("welcome");
            assertThat(welcome.get("position").stringValue()).isEqualTo(position);
            assertThat(welcome.get("payload").get("reset").booleanValue()).isFalse();
            ann.say("4", "four");
            assertThat(ann.texts(3)).containsExactly("two", "three", "four");
        }
    }

    @Test
    @DisplayName("W-03: a position that is not known is met with a reset and the last messages")
    void resets() {
        rooms().say("room" + number, "Ann", "1", new Talk.Line("one"));
        try (Client ann = resume("Ann", "elsewhere:7")) {
            assertThat(ann.next("welcome").get("payload").get("reset").booleanValue())
                    .isTrue();
            assertThat(ann.texts(1)).containsExactly("one");
        }
    }

    @Test
    @DisplayName("W-03: the same id of the same member is said once, on whatever connection, and acknowledged alike")
    void saidOnce() {
        try (Client ann = join("Ann")) {
            ann.say("x", "once");
            JsonNode ack = ann.await("ack");
            ann.say("x", "once");
            assertThat(ann.await("ack").get("position")).isEqualTo(ack.get("position"));
            try (Client annToo = join("Ann")) {
                annToo.say("x", "once");
                assertThat(annToo.await("ack").get("position")).isEqualTo(ack.get("position"));
                annToo.say("y", "twice");
                annToo.await("ack");
            }
            try (Client ben = join("Ben")) {
                ben.say("x", "another's");
                assertThat(ben.texts(3)).containsExactly("once", "twice", "another's");
            }
        }
    }

    @Test
    @DisplayName("W-03: the same id from many threads at once is said once")
    void saidOnceAtOnce() throws Exception {
        Rooms rooms = rooms();
        var positions = new ArrayList<Optional<String>>();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    Optional<String> position = rooms.say("room" + number, "Ann", "x", new Talk.Line("once"));
                    synchronized (positions) {
                        positions.add(position);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(positions).hasSize(8).containsOnly(positions.getFirst()).doesNotContain(Optional.empty());
        assertThat(rooms.history("room" + number, Optional.empty(), 10).messages())
                .hasSize(1);
    }

    @Test
    @DisplayName("W-05: many talk at once, and each gets all in one order")
    void oneOrder() {
        int members = 6;
        int each = 10;
        var clients = new ArrayList<Client>();
        for (int i = 0; i < members; i++) {
            clients.add(join("Member " + i));
        }
        for (int n = 0; n < each; n++) {
            for (int i = 0; i < members; i++) {
                clients.get(i).say(i + "-" + n, i + "-" + n);
            }
        }
        List<String> order = clients.getFirst().texts(members * each);
        for (Client client : clients.subList(1, members)) {
            assertThat(client.texts(members * each)).isEqualTo(order);
        }
        assertThat(order).doesNotHaveDuplicates();
        clients.forEach(Client::close);
    }

    private Rooms rooms() {
        return kind.equals("kept") ? Talk.kept() : Talk.memory();
    }

    private static List<String> members(JsonNode welcome) {
        return welcome.get("payload")
                .get("members")
                .valueStream()
                .map(presence -> presence.get("member").stringValue())
                .toList();
    }

    private static String member(JsonNode change) {
        return change.get("payload").get("member").stringValue();
    }
}
