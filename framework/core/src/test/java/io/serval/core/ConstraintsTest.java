package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    @DisplayName("row 130: null passes all constraints but those that ask for a value")
    void nulls() {
        assertThat(Stream.<Consumer<Place>>of(
                                at -> Constraints.isNull(null, at),
                                at -> Constraints.assertTrue(null, at),
                                at -> Constraints.assertFalse(null, at),
                                at -> Constraints.min(null, 1, at),
                                at -> Constraints.max(null, 1, at),
                                at -> Constraints.decimalMin(null, "1", true, at),
                                at -> Constraints.decimalMax(null, "1", true, at),
                                at -> Constraints.negative(null, at),
                                at -> Constraints.negativeOrZero(null, at),
                                at -> Constraints.positive(null, at),
                                at -> Constraints.positiveOrZero(null, at),
                                at -> Constraints.digits(null, 1, 1, at),
                                at -> Constraints.size(null, 1, 1, at),
                                at -> Constraints.pattern(null, Pattern.compile("a"), at),
                                at -> Constraints.email(null, at),
                                at -> Constraints.past(null, at),
                                at -> Constraints.pastOrPresent(null, at),
                                at -> Constraints.future(null, at),
                                at -> Constraints.futureOrPresent(null, at))
                        .map(ConstraintsTest::detail))
                .containsOnly("");
        assertThat(detail(at -> Constraints.notNull(null, at))).isEqualTo("Must be given.");
        assertThat(detail(at -> Constraints.notEmpty(null, at))).isEqualTo("Must be given and not be empty.");
        assertThat(detail(at -> Constraints.notBlank(null, at))).isEqualTo("Must be given and not be blank.");
    }

    @DisplayName("row 130: a fault says what was expected and what came")
    @ParameterizedTest(name = "{1}")
    @MethodSource
    void broken(Consumer<Place> check, String detail) {
        assertThat(detail(check)).isEqualTo(detail);
    }

    static Stream<Object[]> broken() {
        return Stream.of(
                breaks(at -> Constraints.isNull("", at), "Must be left out."),
                breaks(at -> Constraints.notEmpty("", at), "Must not be empty."),
                breaks(at -> Constraints.notEmpty(List.of(), at), "Must not be empty."),
                breaks(at -> Constraints.notEmpty(Map.of(), at), "Must not be empty."),
                breaks(at -> Constraints.notEmpty(new int[0], at), "Must not be empty."),
                breaks(at -> Constraints.notBlank(" \t\n", at), "Must not be blank."),
                breaks(at -> Constraints.assertTrue(false, at), "Must be true."),
                breaks(at -> Constraints.assertFalse(true, at), "Must be false."),
                breaks(at -> Constraints.min(0, 1, at), "Must be at least 1, not 0."),
                breaks(at -> Constraints.min(new BigDecimal("0.9"), 1, at), "Must be at least 1, not 0.9."),
                breaks(
                        at -> Constraints.max(
                                BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE), Long.MAX_VALUE, at),
                        "Must be at most 9223372036854775807, not 9223372036854775808."),
                breaks(at -> Constraints.decimalMin(1, "1", false, at), "Must be greater than 1, not 1."),
                breaks(at -> Constraints.decimalMin("0.99", "1", true, at), "Must be at least 1, not '0.99'."),
                breaks(at -> Constraints.decimalMin("one", "1", true, at), "Must be at least 1, not 'one'."),
                breaks(at -> Constraints.decimalMax(1, "1.0", false, at), "Must be less than 1.0, not 1."),
                breaks(at -> Constraints.decimalMax(2L, "1.5", true, at), "Must be at most 1.5, not 2."),
                breaks(at -> Constraints.negative(0, at), "Must be less than 0, not 0."),
                breaks(at -> Constraints.negativeOrZero(0.1, at), "Must be 0 or less, not 0.1."),
                breaks(at -> Constraints.positive(Double.NaN, at), "Must be greater than 0, not NaN."),
                breaks(at -> Constraints.positiveOrZero(-1f, at), "Must be 0 or greater, not -1.0."),
                breaks(
                        at -> Constraints.digits(new BigDecimal("100.5"), 2, 1, at),
                        "Must be a number of at most 2 digits before and 1 behind the decimal point, not 100.5."),
                breaks(
                        at -> Constraints.digits("0.125", 1, 2, at),
                        "Must be a number of at most 1 digit before and 2 behind the decimal point, not '0.125'."),
                breaks(at -> Constraints.size("ab", 3, 5, at), "Must have 3 to 5 characters, not 2."),
                breaks(
                        at -> Constraints.size(List.of(), 1, Integer.MAX_VALUE, at),
                        "Must have at least 1 element, not 0."),
                breaks(at -> Constraints.size(Map.of(1, 2), 0, 0, at), "Must have 0 entries, not 1."),
                breaks(at -> Constraints.size(new long[3], 0, 2, at), "Must have at most 2 elements, not 3."),
                breaks(at -> Constraints.pattern("abc", Pattern.compile("ab"), at), "Must match ab, not be 'abc'."),
                breaks(
                        at -> Constraints.pattern("x".repeat(100), Pattern.compile("y"), at),
                        "Must match y, not be '" + "x".repeat(60) + "…'."),
                breaks(at -> Constraints.email("ada", at), "Must be an email address, not 'ada'."),
                breaks(at -> Constraints.past(LocalDate.of(9999, 1, 1), at), "Must be in the past, not 9999-01-01."),
                breaks(
                        at -> Constraints.pastOrPresent(Instant.parse("9999-01-01T00:00:00Z"), at),
                        "Must not be in the future, but is 9999-01-01T00:00:00Z."),
                breaks(
                        at -> Constraints.future(Date.from(Instant.EPOCH), at),
                        "Must be in the future, not 1970-01-01T00:00:00Z."),
                breaks(at -> Constraints.futureOrPresent(Year.of(2000), at), "Must not be in the past, but is 2000."));
    }

    private static Object[] breaks(Consumer<Place> check, String detail) {
        return new Object[] {check, detail};
    }

    @Test
    @DisplayName("row 130: bounds belong to what they allow, and numbers compare without rounding")
    void bounds() {
        assertThat(Stream.<Consumer<Place>>of(
                                at -> Constraints.min((byte) 1, 1, at),
                                at -> Constraints.max(1L, 1, at),
                                at -> Constraints.decimalMin("1.00", "1", true, at),
                                at -> Constraints.decimalMax(new BigDecimal("1e-1000"), "0.1", true, at),
                                at -> Constraints.negative(-1, at),
                                at -> Constraints.negativeOrZero(0, at),
                                at -> Constraints.positive(Float.MIN_VALUE, at),
                                at -> Constraints.positiveOrZero(BigInteger.ZERO, at),
                                at -> Constraints.digits(new BigDecimal("99.500"), 2, 1, at),
                                at -> Constraints.digits(1000, 4, 0, at),
                                at -> Constraints.digits(new BigDecimal("1e3"), 4, 0, at),
                                at -> Constraints.digits("0.5", 0, 1, at),
                                at -> Constraints.size("abc", 3, 3, at),
                                at -> Constraints.isNull(null, at))
                        .map(ConstraintsTest::detail))
                .containsOnly("");
    }

    @DisplayName("row 130: times of all classes are compared with now")
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void times(Object past, Object future) {
        assertThat(detail(at -> Constraints.past(past, at))).isEmpty();
        assertThat(detail(at -> Constraints.pastOrPresent(past, at))).isEmpty();
        assertThat(detail(at -> Constraints.future(past, at))).isNotEmpty();
        assertThat(detail(at -> Constraints.futureOrPresent(past, at))).isNotEmpty();
        assertThat(detail(at -> Constraints.past(future, at))).isNotEmpty();
        assertThat(detail(at -> Constraints.pastOrPresent(future, at))).isNotEmpty();
        assertThat(detail(at -> Constraints.future(future, at))).isEmpty();
        assertThat(detail(at -> Constraints.futureOrPresent(future, at))).isEmpty();
    }

    @SuppressWarnings("JavaUtilDate")
    static Stream<Object[]> times() {
        Instant now = Instant.now();
        OffsetDateTime utc = now.atOffset(ZoneOffset.UTC);
        LocalDate today = utc.toLocalDate();
        return Stream.of(
                pair(now.minus(DAY), now.plus(DAY)),
                pair(utc.minusDays(1), utc.plusDays(1)),
                pair(
                        ZonedDateTime.from(utc).minusDays(1),
                        ZonedDateTime.from(utc).plusDays(1)),
                pair(
                        LocalDateTime.from(utc).minusDays(1),
                        LocalDateTime.from(utc).plusDays(1)),
                pair(today.minusDays(2), today.plusDays(2)),
                pair(HijrahDate.from(today.minusDays(2)), HijrahDate.from(today.plusDays(2))),
                pair(YearMonth.from(today).minusMonths(2), YearMonth.from(today).plusMonths(2)),
                pair(Year.from(today).minusYears(2), Year.from(today).plusYears(2)),
                pair(Date.from(now.minus(DAY)), Date.from(now.plus(DAY))),
                pair(calendar(now.minus(DAY)), calendar(now.plus(DAY))));
    }

    private static Object[] pair(Object past, Object future) {
        return new Object[] {past, future};
    }

    private static Calendar calendar(Instant instant) {
        return new Calendar.Builder().setInstant(instant.toEpochMilli()).build();
    }

    @DisplayName("row 130: email addresses")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ada@example.org",
                "ada.king+tag@mail.example.org",
                "o'brien@example",
                "\"ada king\"@example.org",
                "päivi@bücher.example",
                "ada@[192.0.2.1]",
                "ada@[IPv6:2001:db8::1]"
            })
    void emails(String address) {
        assertThat(detail(at -> Constraints.email(address, at))).isEmpty();
    }

    @DisplayName("row 130: no email addresses")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "@example.org",
                "ada@",
                "ada",
                "ada..king@example.org",
                ".ada@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ada king@example.org",
                "ada@example.org\n",
                "ada@exa_mple.org",
                "a@b@example.org"
            })
    void noEmails(String text) {
        assertThat(detail(at -> Constraints.email(text, at))).isNotEmpty();
    }

    @Test
    @DisplayName("row 130: items, elements, entries and keys are checked where they stand")
    void each() {
        BiConsumer<@Nullable String, Place> check = Constraints::notBlank;

        assertThat(faults(at -> {
                    Constraints.each(Arrays.asList("a", "", null), at.field("list"), check);
                    Constraints.each(new String[] {"", "b"}, at.field("array"), check);
                    Constraints.each(Map.of("a/b", ""), at.field("map"), check);
                    Constraints.eachKey(Map.of("", "c"), at.field("keys"), check);
                    Constraints.each((List<String>) null, at, check);
                    Constraints.each((String[]) null, at, check);
                    Constraints.each((Map<String, String>) null, at, check);
                    Constraints.eachKey(null, at, check);
                }))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/body/list/1", "/body/list/2", "/body/array/0", "/body/map/a~1b", "/body/keys/");
    }

    @Test
    @DisplayName("row 130: a message of the application takes the place of ours")
    void saying() {
        assertThat(faults(at -> Constraints.notBlank("", at.field("name").saying("Who are you?"))))
                .containsExactly(new Problem.Fault("/body/name", "Who are you?"));
    }

    private static String detail(Consumer<Place> check) {
        List<Problem.Fault> faults = faults(check);
        assertThat(faults).hasSizeLessThan(2);
        return faults.isEmpty() ? "" : faults.getFirst().detail();
    }

    private static List<Problem.Fault> faults(Consumer<Place> check) {
        var faults = new ArrayList<Problem.Fault>();
        check.accept(new Place("/body", faults::add));
        return faults;
    }
}
