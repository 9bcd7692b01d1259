package docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Conversion;
import io.serval.core.Json;
import io.serval.core.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("docs/types.md")
class TypesTest {
    private static final Map<String, Known> KNOWN = Map.ofEntries(
            known(String.class, Conversion.STRING),
            known(boolean.class, Conversion.BOOLEAN),
            known(byte.class, Conversion.BYTE),
            known(short.class, Conversion.SHORT),
            known(int.class, Conversion.INT),
            known(long.class, Conversion.LONG),
            known(BigInteger.class, Conversion.BIG_INTEGER),
            known(float.class, Conversion.FLOAT),
            known(double.class, Conversion.DOUBLE),
            known(BigDecimal.class, Conversion.BIG_DECIMAL),
            known(UUID.class, Conversion.UUID),
            known(URI.class, Conversion.URI),
            known(Instant.class, Conversion.INSTANT),
            known(OffsetDateTime.class, Conversion.OFFSET_DATE_TIME),
            known(LocalDateTime.class, Conversion.LOCAL_DATE_TIME),
            known(LocalDate.class, Conversion.LOCAL_DATE),
            known(LocalTime.class, Conversion.LOCAL_TIME),
            known(YearMonth.class, Conversion.YEAR_MONTH),
            known(Year.class, Conversion.YEAR),
            known(Duration.class, Conversion.DURATION),
            known(Period.class, Conversion.PERIOD),
            known(RoundingMode.class, Conversion.enumOf(RoundingMode.class)));

    record Known(Class<?> type, Conversion<?> conversion) {}

    /** A row of the table; {@code example} and {@code refused} are JSON. */
    record Row(Known known, String form, String example, List<String> refused) {
        boolean isText() {
            return form.startsWith("string");
        }

        @Override
        public String toString() {
            return known.type().getSimpleName();
        }
    }

    @Test
    @DisplayName("has a row for every conversion")
    void complete() {
        assertThat(rows().map(Row::toString).toList()).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
        assertThat(KNOWN)
                .hasSize((int) Arrays.stream(Conversion.class.getFields())
                                .filter(field -> field.getType().equals(Conversion.class))
                                .count()
                        + 1);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("gives an example that JSON writes as it was read, in the form that the table says")
    void json(Row row) {
        Object value = Json.parse(row.example().getBytes(UTF_8), row.known().type());

        assertThat(Json.text(value, row.known().type())).isEqualTo(row.example());
        assertThat(row.example().startsWith("\"")).isEqualTo(row.isText());
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("gives an example whose text stands for the same value")
    void text(Row row) {
        Object value = Json.parse(row.example().getBytes(UTF_8), row.known().type());

        assertThat((Object) row.known().conversion().reader().read(unquoted(row.example())))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("says what is refused, in JSON and as a text")
    void refused(Row row) {
        assertThat(row.refused()).isNotEmpty().allSatisfy(refused -> {
            assertThatThrownBy(() ->
                            Json.parse(refused.getBytes(UTF_8), row.known().type()))
                    .isInstanceOf(ProblemException.class);
            boolean onlyQuotesAreWrong = refused.startsWith("\"") != row.isText();
            if (!onlyQuotesAreWrong) {
                assertThatThrownBy(() -> row.known().conversion().reader().read(unquoted(refused)))
                        .isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
            }
        });
    }

    static Stream<Row> rows() {
        return Markdown.of("docs/types.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(TypesTest::row);
    }

    private static Row row(String line) {
        String[] cells = line.substring(1).split("\\|", -1);
        Known known = Optional.ofNullable(KNOWN.get(code(cells[0]))).orElseThrow(() -> new AssertionError(line));
        List<String> refused =
                Arrays.stream(cells[4].split("·", -1)).map(TypesTest::code).toList();
        return new Row(known, cells[1].strip(), code(cells[3]), refused);
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }

    private static String unquoted(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    private static Map.Entry<String, Known> known(Class<?> type, Conversion<?> conversion) {
        return Map.entry(type.getSimpleName(), new Known(type, conversion));
    }
}
