package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonTest {
    enum Color {
        RED;

        @Override
        public String toString() {
            return "the color red";
        }
    }

    record Order(long id, Optional<String> note, @Nullable String name, Color color, Instant at) {
        boolean isOpen() {
            return true;
        }

        String getTotal() {
            return "not a component";
        }
    }

    sealed interface Event {}

    record Created(long id) implements Event {}

    sealed interface Moved extends Event {
        record Arrived(String where) implements Moved {}
    }

    enum Quiet implements Event {
        NOTHING
    }

    record Page<T>(List<T> items, T last) {}

    record Wrapped(Event event, Map<String, Event> byName, Optional<Event> maybe) {}

    sealed interface Clash {
        record Typed(String type) implements Clash {}
    }

    private static final String CREATED = "{\"type\":\"Created\",\"id\":1}";
    private static final String ARRIVED = "{\"type\":\"Arrived\",\"where\":\"Kiel\"}";

    @Test
    @DisplayName("a record is written by its components, in their order, and by nothing else")
    void record() {
        assertThat(text(new Order(7, Optional.of("x"), "n", Color.RED, Instant.EPOCH)))
                .isEqualTo(
                        "{\"id\":7,\"note\":\"x\",\"name\":\"n\",\"color\":\"RED\",\"at\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    @DisplayName("an empty Optional and a null are left out")
    void leftOut() {
        assertThat(text(new Order(7, Optional.empty(), null, Color.RED, Instant.EPOCH)))
                .isEqualTo("{\"id\":7,\"color\":\"RED\",\"at\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    @DisplayName("a long is a number, however long")
    void longs() {
        assertThat(text(List.of(Long.MAX_VALUE, Long.MIN_VALUE)))
                .isEqualTo("[9223372036854775807,-9223372036854775808]");
        roundTrip(Long.MAX_VALUE, Long.class);
    }

    record Counter(
            @AsString long number,
            @AsString Optional<Long> more,
            @Name("a-name") String name) {}

    @Test
    @DisplayName("a long marked @AsString is a string both ways, and a component has the name of its @Name")
    void annotated() {
        var counter = new Counter(9007199254740993L, Optional.of(-1L), "x");
        String json = "{\"number\":\"9007199254740993\",\"more\":\"-1\",\"a-name\":\"x\"}";

        assertThat(text(counter)).isEqualTo(json);
        roundTrip(counter, Counter.class);
        roundTrip(new Counter(1, Optional.empty(), "x"), Counter.class);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> Json.parse(
                                        "{\"number\":7,\"more\":\"07\",\"name\":\"x\"}"
                                                .getBytes(StandardCharsets.UTF_8),
                                        Counter.class))
                        .problem()
                        .errors())
                .containsExactly(
                        new Problem.Fault("/number", "Expected a whole number of 64 bits as a text."),
                        new Problem.Fault("/more", "Expected a whole number of 64 bits as a text, not '07'."),
                        new Problem.Fault("/a-name", "Missing or null; expected a text."),
                        new Problem.Fault("/name", "Unknown field. Known are [number, more, a-name]."));
    }

    @Test
    @DisplayName("times are ISO 8601 and keep their offset and their digits")
    void times() {
        assertThat(text(Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
        roundTrip(Instant.parse("2026-05-06T12:00:00.123456789Z"), Instant.class);
        roundTrip(OffsetDateTime.parse("2026-05-06T12:00:00+02:00"), OffsetDateTime.class);
    }

    @Test
    @DisplayName("a map keeps the order of its entries")
    void mapOrder() {
        var map = new LinkedHashMap<String, Integer>();
        map.put("b", 1);
        map.put("a", 2);

        assertThat(text(map)).isEqualTo("{\"b\":1,\"a\":2}");
    }

    @Test
    @DisplayName("a variant of a sealed type has its tag at the root")
    void tagAtRoot() {
        assertThat(text(new Created(1))).isEqualTo(CREATED);
        assertThat(Json.text(new Created(1), Event.class)).isEqualTo(CREATED);
        assertThat(Json.text(new Created(1), Created.class)).isEqualTo(CREATED);
        assertThat(text(new Moved.Arrived("Kiel"))).isEqualTo(ARRIVED);
    }

    @Test
    @DisplayName("a variant has its tag in a list, whether the list's type is known or not")
    void tagInList() {
        List<Event> events = List.of(new Created(1), new Moved.Arrived("Kiel"));
        String expected = "[" + CREATED + "," + ARRIVED + "]";

        assertThat(text(events)).isEqualTo(expected);
        assertThat(Json.text(events, new TypeRef<List<Event>>() {}.type())).isEqualTo(expected);
        assertThat(Requests.text(Reply.ok(events).toResponse(Requests.get("/"))))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("a variant has its tag in a generic record, whether the record's type is known or not")
    void tagInGeneric() {
        var page = new Page<Event>(List.of(new Created(1)), new Moved.Arrived("Kiel"));
        String expected = "{\"items\":[" + CREATED + "],\"last\":" + ARRIVED + "}";

        assertThat(text(page)).isEqualTo(expected);
        assertThat(Json.text(page, new TypeRef<Page<Event>>() {}.type())).isEqualTo(expected);
        assertThat(text(new Object[] {new Created(1)})).isEqualTo("[" + CREATED + "]");
    }

    @Test
    @DisplayName("variants come back from every position as they were")
    void roundTrips() {
        var created = new Created(1);
        var arrived = new Moved.Arrived("Kiel");
        roundTrip(created, Event.class);
        roundTrip(created, Created.class);
        roundTrip(arrived, Event.class);
        roundTrip(arrived, Moved.class);
        roundTrip(List.of(created, arrived), new TypeRef<List<Event>>() {}.type());
        roundTrip(new Page<Event>(List.of(created), arrived), new TypeRef<Page<Event>>() {}.type());
        roundTrip(new Wrapped(created, Map.of("a", arrived), Optional.of(created)), Wrapped.class);
        roundTrip(new Wrapped(created, Map.of(), Optional.empty()), Wrapped.class);
    }

    @Test
    @DisplayName("an unknown tag is a 400 that lists the known ones, those of nested sealed types too")
    void unknownTag() {
        assertThat(refused("{\"type\":\"Deleted\"}"))
                .isEqualTo(
                        Problem.fault("/type", "Unknown type 'Deleted'; expected one of [Created, Arrived, Quiet]."));
    }

    @Test
    @DisplayName("a missing tag, or a value that can have none, is a 400 that lists the known ones")
    void missingTag() {
        for (String json : new String[] {"{\"id\":1}", "7", "\"NOTHING\"", "{\"type\":null}"}) {
            assertThat(refused(json))
                    .isEqualTo(Problem.fault(
                            "/type", "Expected an object with a type, one of [Created, Arrived, Quiet]."));
        }
    }

    @Test
    @DisplayName("a tag cannot name a class beyond the sealed type")
    void foreignTag() {
        for (String tag :
                new String[] {"java.lang.String", "JsonTest$Created", "io.serval.core.JsonTest$Created", ""}) {
            assertThat(refused("{\"type\":\"" + tag + "\",\"id\":1}").status()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("a variant whose component is called type is refused, as both cannot be written")
    void clash() {
        assertThatThrownBy(() -> Json.bytes(new Clash.Typed("x")))
                .hasStackTraceContaining("Clash$Typed has a component called 'type'");
    }

    private static Problem refused(String json) {
        return catchThrowableOfType(
                        ProblemException.class, () -> Json.parse(json.getBytes(StandardCharsets.UTF_8), Event.class))
                .problem();
    }

    private static void roundTrip(Object value, Type type) {
        assertThat(Json.<Object>parse(Json.bytes(value, type), type)).isEqualTo(value);
        assertThat(Json.<Object>read(Json.text(value, type), type)).isEqualTo(value);
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
