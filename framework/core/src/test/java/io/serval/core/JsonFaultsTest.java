package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a JSON body with faults")
class JsonFaultsTest {
    enum Color {
        RED,
        GREEN
    }

    record Line(String sku, int count) {
        Line {
            if (count < 1) {
                throw new IllegalArgumentException("A line needs a count of at least 1, not " + count + ".");
            }
        }
    }

    record Order(
            long id,
            List<Line> lines,
            Color color,
            Instant at,
            byte small,
            Optional<UUID> key,
            @Nullable String note,
            Map<String, Integer> counts) {}

    sealed interface Event {
        record Moved(int by) implements Event {}

        record Stopped(String why) implements Event {}
    }

    record Period(int from, int to) {
        Period {
            if (from > to) {
                throw new IllegalArgumentException("A period ends after it begins.");
            }
        }
    }

    record Booking(Period period, List<Line> lines) {
        Booking {
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("A booking needs a line.");
            }
        }
    }

    record Nested(List<Nested> below, int here) {
        Nested {
            if (here < 0) {
                throw new IllegalArgumentException("Too low.");
            }
        }
    }

    record Page<T>(T first, List<T> items) {}

    @Test
    @DisplayName("row 80, row 130: is answered with all of them, each at its place, in the order of the components")
    void all() {
        String json = """
                {"lines":[{"sku":5,"count":"many"},7,{"count":1},null,{"sku":"a","count":0}],
                 "color":"PINK","at":"tomorrow","small":200,"key":"x","note":null,
                 "counts":{"a":null,"b/c":1.5,"d":99999999999},"colour":"RED"}""";

        assertThat(faults(json, Order.class))
                .containsExactly(
                        tuple("/id", "Missing or null; expected a whole number of 64 bits."),
                        tuple("/lines/0/sku", "Expected a text, not 5."),
                        tuple("/lines/0/count", "Expected a whole number of 32 bits."),
                        tuple("/lines/1", "Expected an object."),
                        tuple("/lines/2/sku", "Missing or null; expected a text."),
                        tuple("/lines/3", "Missing or null; expected an object."),
                        tuple("/lines/4", "A line needs a count of at least 1, not 0."),
                        tuple("/color", "Expected one of [RED, GREEN], not 'PINK'."),
                        tuple("/at", "Expected a moment like 2026-05-06T12:00:00Z, not 'tomorrow'."),
                        tuple("/small", "Out of range; expected a whole number of 8 bits."),
                        tuple("/key", "Expected a UUID, not 'x'."),
                        tuple("/counts/a", "Missing or null; expected a whole number of 32 bits."),
                        tuple("/counts/b~1c", "Expected a whole number of 32 bits, not 1.5."),
                        tuple("/counts/d", "Out of range; expected a whole number of 32 bits."),
                        tuple("/colour", "Unknown field. Known are [id, lines, color, at, small, key, note, counts]."));
    }

    @Test
    @DisplayName("row 130: is answered with a detail that counts them")
    void count() {
        assertThat(refused("{\"sku\":1,\"count\":1.5}", Line.class).detail())
                .isEqualTo("The input has 2 faults; errors lists them.");
    }

    @Test
    @DisplayName("row 80: lists what several constructors refuse")
    void constructors() {
        String json = "{\"period\":{\"from\":2,\"to\":1},\"lines\":[{\"sku\":\"a\",\"count\":0},"
                + "{\"sku\":\"a\",\"count\":1},{\"sku\":\"a\",\"count\":-1}]}";

        assertThat(faults(json, Booking.class))
                .containsExactly(
                        tuple("/period", "A period ends after it begins."),
                        tuple("/lines/0", "A line needs a count of at least 1, not 0."),
                        tuple("/lines/2", "A line needs a count of at least 1, not -1."));
    }

    @Test
    @DisplayName("row 80: says what a constructor refuses once its parts are right")
    void outerConstructor() {
        assertThat(faults("{\"period\":{\"from\":1,\"to\":2},\"lines\":[]}", Booking.class))
                .containsExactly(tuple("", "A booking needs a line."));
    }

    @Test
    @DisplayName("row 80: lists those inside variants, and unknown tags")
    void variants() {
        String json = "[{\"type\":\"Moved\",\"by\":\"x\"},{\"type\":\"Gone\"},{\"type\":\"Stopped\",\"by\":1},{}]";

        assertThat(faults(json, new TypeRef<List<Event>>() {}.type()))
                .containsExactly(
                        tuple("/0/by", "Expected a whole number of 32 bits."),
                        tuple("/1/type", "Unknown type 'Gone'; expected one of [Moved, Stopped]."),
                        tuple("/2/why", "Missing or null; expected a text."),
                        tuple("/2/by", "Unknown field. Known are [why]."),
                        tuple("/3/type", "Expected an object with a type, one of [Moved, Stopped]."));
    }

    @Test
    @DisplayName("row 80: lists those inside generic records")
    void generic() {
        assertThat(faults("{\"first\":{\"sku\":1,\"count\":1},\"items\":[1]}", new TypeRef<Page<Line>>() {}.type()))
                .containsExactly(
                        tuple("/first/sku", "Expected a text, not 1."), tuple("/items/0", "Expected an object."));
    }

    @Test
    @DisplayName("row 80: is answered with its first 100 faults")
    void bounded() {
        String json = IntStream.range(0, 5_000).mapToObj(i -> "\"x\"").collect(Collectors.joining(",", "[", "]"));

        List<Problem.Fault> faults =
                refused(json, new TypeRef<List<Integer>>() {}.type()).errors();
        assertThat(faults).hasSize(100);
        assertThat(faults.getLast().pointer()).isEqualTo("/99");
    }

    @Test
    @DisplayName("row 80: is answered for a syntax error alone, as nothing else of it can be trusted")
    void syntax() {
        assertThat(refused("{\"sku\":5,\n\"count\":}", Line.class))
                .satisfies(problem -> assertThat(problem.detail()).contains("not valid JSON", "line 2"))
                .satisfies(problem -> assertThat(problem.errors()).isEmpty());
        assertThat(refused("{\"sku\":5} {}", Line.class).detail()).startsWith("The body goes on");
    }

    @Test
    @DisplayName("row 80: may be as deep as JSON may be, with a wide end")
    void deep() {
        String wide = "{\"below\":[],\"here\":1},".repeat(20_000);
        String json = "{\"here\":1,\"below\":[".repeat(240) + wide + "{\"below\":[],\"here\":-1}" + "]}".repeat(240);

        assertThat(faults(json, Nested.class))
                .containsExactly(tuple("/below/0".repeat(239) + "/below/20000", "Too low."));
    }

    private static List<org.assertj.core.groups.Tuple> faults(String json, Type type) {
        return refused(json, type).errors().stream()
                .map(fault -> tuple(fault.pointer(), fault.detail()))
                .toList();
    }

    private static Problem refused(String json, Type type) {
        return catchThrowableOfType(
                        ProblemException.class, () -> Json.parse(json.getBytes(StandardCharsets.UTF_8), type))
                .problem();
    }
}
