package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadTest {
    enum Color {
        RED,
        GREEN;

        @Override
        public String toString() {
            return "the color " + name();
        }
    }

    record Line(String sku, int count) {
        Line {
            if (count < 1) {
                throw new IllegalArgumentException("A line needs a count of at least 1, not " + count + ".");
            }
        }
    }

    record Order(long id, List<Line> lines, Color color, Instant at) {}

    record Loose(Optional<String> note, @Nullable String name) {}

    record Explicit(@Nullable String name) {
        @SuppressWarnings("NullAway") // an explicit constructor need not repeat the annotation of its component
        Explicit(String name) {
            this.name = name;
        }
    }

    record Typed(boolean yes, double number, String text, LocalDate day, Map<String, Integer> counts) {}

    record Nested(List<Nested> below) {}

    record Buggy(int a) {
        Buggy {
            a = 1 / a;
        }
    }

    private static final String ORDER = """
            {"id":1,"lines":[{"sku":"a","count":1}],"color":"RED","at":"2026-05-06T12:00:00Z"}""";

    private static final String TYPED =
            "{\"yes\":true,\"number\":1.5,\"text\":\"\",\"day\":\"2026-05-06\",\"counts\":{\"a\":1}}";

    @Test
    @DisplayName("row 80: a record is read by its components")
    void record() {
        assertThat(Json.<Order>parse(bytes(ORDER), Order.class))
                .isEqualTo(new Order(1, List.of(new Line("a", 1)), Color.RED, Instant.parse("2026-05-06T12:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"note\":null,\"name\":null}"})
    @DisplayName("an Optional and a @Nullable component may be absent or null")
    void mayBeAbsent(String json) {
        assertThat(Json.<Loose>parse(bytes(json), Loose.class)).isEqualTo(new Loose(Optional.empty(), null));
        assertThat(Json.<Explicit>parse(bytes("{}"), Explicit.class).name()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":1, | | /id | Missing or null; expected a whole number of 64 bits.",
                "\"id\":1 | \"id\":null | /id | Missing or null; expected a whole number of 64 bits.",
                "\"id\":1 | \"id\":\"1\" | /id | Expected a whole number of 64 bits.",
                "\"id\":1 | \"id\":1.5 | /id | Expected a whole number of 64 bits, not 1.5.",
                "\"id\":1 | \"id\":99999999999999999999 | /id | Out of range; expected a whole number of 64 bits.",
                "\"id\":1 | \"id\":1,\"ID\":2 | /ID | Unknown field. Known are [id, lines, color, at].",
                "\"sku\":\"a\", | | /lines/0/sku | Missing or null; expected a text.",
                "\"sku\":\"a\" | \"sku\":null | /lines/0/sku | Missing or null; expected a text.",
                "\"sku\":\"a\" | \"sku\":5 | /lines/0/sku | Expected a text, not 5.",
                "\"sku\":\"a\" | \"sku\":true | /lines/0/sku | Expected a text, not true.",
                "\"sku\":\"a\" | \"sku\":[] | /lines/0/sku | Expected a text.",
                "\"count\":1 | \"count\":\"many\" | /lines/0/count | Expected a whole number of 32 bits.",
                "\"count\":1 | \"count\":0 | /lines/0 | A line needs a count of at least 1, not 0.",
                "\"count\":1 | \"count\":1,\"a/b~c\":1 | /lines/0/a~1b~0c | Unknown field. Known are [sku, count].",
                "[{ | [null,{ | /lines/0 | Missing or null; expected an object.",
                "[{\"sku\":\"a\",\"count\":1}] | {} | /lines | Expected a list.",
                "[{\"sku\":\"a\",\"count\":1}] | [7] | /lines/0 | Expected an object.",
                "RED | PINK | /color | Expected one of [RED, GREEN], not 'PINK'.",
                "RED | the color RED | /color | Expected one of [RED, GREEN], not 'the color RED'.",
                "\"RED\" | 0 | /color | Expected one of [RED, GREEN], not 0.",
                "2026-05-06T12:00:00Z | tomorrow | /at | Expected a moment like 2026-05-06T12:00:00Z, not 'tomorrow'.",
                "\"2026-05-06T12:00:00Z\" | 12 | /at | Expected a moment like 2026-05-06T12:00:00Z."
            })
    @DisplayName("row 80: what does not fit is a 400 with a pointer to the place and what was expected there")
    void faults(String good, @Nullable String bad, String pointer, String detail) {
        Problem problem = refused(ORDER.replace(good, bad == null ? "" : bad), Order.class);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors()).containsExactly(new Problem.Fault(pointer, detail));
        assertThat(problem.detail()).isEqualTo(pointer + ": " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1, | The body is not valid JSON: it ends too early (line 1, column 9).",
                "{\"id\": | The body is not valid JSON: it ends too early (line 1, column 7).",
                "{\"id\":1,\"id\":2} | The body is not valid JSON: Duplicate Object property \"id\" (line 1, column 13).",
                "{\"id\":NaN} | The body is not valid JSON: Non-standard token 'NaN' (line 1, column 10).",
                "`` | The body is empty; expected JSON.",
                "` ` | The body is empty; expected JSON.",
                "null | The body must not be null.",
                "[] | Expected an object.",
                "5 | Expected an object.",
                "\"text\" | Expected an object."
            })
    @DisplayName("row 80: a body that is no JSON, or no object, is a 400 with line and column")
    void syntax(String json, String detail) {
        assertThat(refused(json, Order.class)).satisfies(problem -> {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.detail()).isEqualTo(detail);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", " 1", " null", ","})
    @DisplayName("row 80: a body that goes on after its end is a 400")
    void trailing(String more) {
        assertThat(refused(ORDER + more, Order.class).detail())
                .containsPattern("goes on|not valid")
                .contains("line 1");
    }

    @Test
    @DisplayName("row 80: a body that is not UTF-8 is a 400")
    void encoding() {
        byte[] json = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThat(catchThrowableOfType(ProblemException.class, () -> Json.parse(json, Order.class))
                        .problem()
                        .detail())
                .startsWith("The body is not valid JSON: Invalid UTF-8");
    }

    @Test
    @DisplayName("row 80: a body nested without end is a 400 and no stack overflow")
    void nesting() {
        assertThat(refused("{\"below\":[".repeat(100_000), Nested.class).detail())
                .isEqualTo("The body passes a limit: Document nesting depth (501) exceeds the maximum allowed (500).");
        assertThat(refused("[".repeat(100_000), Object.class).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("row 80: a number without end is a 400")
    void hugeNumber() {
        assertThat(refused(ORDER.replace("1", "9".repeat(100_000)), Order.class).detail())
                .isEqualTo("The body passes a limit: Number value length (100000) exceeds the maximum allowed (1000).");
        assertThat(refused("1e999999999", Long.class).detail()).startsWith("Expected a whole number of 64 bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | 1 | /yes",
                "true | \"true\" | /yes",
                "1.5 | \"1.5\" | /number",
                "1.5 | 1e400 | /number",
                "\"2026-05-06\" | [2026,5,6] | /day",
                "\"2026-05-06\" | 20579 | /day",
                "\"2026-05-06\" | \"\" | /day",
                "{\"a\":1} | {\"a\":null} | /counts/a",
                "{\"a\":1} | {\"a\":\"1\"} | /counts/a",
                "{\"a\":1} | [] | /counts"
            })
    @DisplayName("row 80: values are not guessed from values of another type")
    void noGuesses(String good, String bad, String pointer) {
        assertThat(refused(TYPED.replace(good, bad), Typed.class).errors())
                .singleElement()
                .extracting(Problem.Fault::pointer)
                .isEqualTo(pointer);
    }

    @Test
    @DisplayName("a whole number is a number")
    void wholeIsNumber() {
        assertThat(Json.<Typed>parse(bytes(TYPED.replace("1.5", "1")), Typed.class)
                        .number())
                .isEqualTo(1.0);
    }

    @Test
    @DisplayName("row 81: a constructor that fails otherwise is a bug, which a client is told nothing of")
    void buggyConstructor() {
        assertThatThrownBy(() -> Json.parse(bytes("{\"a\":0}"), Buggy.class)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{",
                "{\"id\":{}}",
                "{\"id\":[[]]}",
                "{\"lines\":{}}",
                "{\"lines\":[[]]}",
                "{\"color\":{}}",
                "{\"at\":{}}",
                "{\"at\":false}",
                "{\"id\":1e5}",
                "{\"x\":1}",
                "\u0000",
                "{\"id\":0x1}",
                "{'id':1}",
                "{\"id\":1,}",
                "{\"id\":\"\\x\"}",
                "// c",
                "{\"lines\":[{\"sku\":\"\\ud800\"}]}"
            })
    @DisplayName("row 80: no detail speaks of Java, of Jackson or of the server's classes")
    void noInternals(String json) {
        Problem problem = refused(json, Order.class);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail())
                .doesNotContain(
                        "java", "serval", "jackson", "Jackson", "JsonToken", "Feature", "REDACTED", "`", "Order")
                .doesNotContain("Line", "Color", "deserialize", "null)")
                .hasSizeLessThan(200);
    }

    @Test
    @DisplayName("a text of the application's own that does not fit is an error of the server")
    void stored() {
        assertThat(Json.<Line>read("{\"sku\":\"a\",\"count\":1}", Line.class)).isEqualTo(new Line("a", 1));
        assertThatThrownBy(() -> Json.read("{\"sku\":\"a\"}", Line.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Line");
    }

    private static Problem refused(String json, Type type) {
        return catchThrowableOfType(ProblemException.class, () -> Json.parse(bytes(json), type))
                .problem();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
