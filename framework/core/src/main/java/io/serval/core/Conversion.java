package io.serval.core;

import io.serval.core.internal.json.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads one value of a path, a query, a header, a cookie or a form. A value that JSON writes as a text has the same forms
 * there; a number has the one that JSON writes.
 *
 * @param <T> what the text stands for
 * @param expected the form that is asked for, to end the sentence "expected …"
 * @param reader throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} for a text of another form
 */
public record Conversion<T>(String expected, Reader<T> reader) {
    /** Takes the text as it is. */
    public static final Conversion<String> STRING = new Conversion<>("a text", text -> text);

    /** Reads {@code true} or {@code false}. */
    public static final Conversion<Boolean> BOOLEAN = new Conversion<>("true or false", Texts::truth);

    /** Reads a whole number of 8 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Byte> BYTE =
            new Conversion<>("a whole number of 8 bits", text -> Byte.valueOf(Texts.whole(text)));

    /** Reads a whole number of 16 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Short> SHORT =
            new Conversion<>("a whole number of 16 bits", text -> Short.valueOf(Texts.whole(text)));

    /** Reads a whole number of 32 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Integer> INT =
            new Conversion<>("a whole number of 32 bits", text -> Integer.valueOf(Texts.whole(text)));

    /** Reads a whole number of 64 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Long> LONG =
            new Conversion<>("a whole number of 64 bits", text -> Long.valueOf(Texts.whole(text)));

    /** Reads a whole number of at most 1,000 digits in its canonical form, as JSON writes it. */
    public static final Conversion<BigInteger> BIG_INTEGER =
            new Conversion<>("a whole number", text -> new BigInteger(Texts.whole(text)));

    /** Reads a decimal number as JSON writes it, so neither {@code NaN} nor an infinity. */
    public static final Conversion<Float> FLOAT = new Conversion<>("a number", Texts::finiteFloat);

    /** Reads a decimal number as JSON writes it, so neither {@code NaN} nor an infinity. */
    public static final Conversion<Double> DOUBLE = new Conversion<>("a number", Texts::finiteDouble);

    /** Reads a decimal number as JSON writes it, of at most 1,000 digits before and after the point; keeps its zeros. */
    public static final Conversion<BigDecimal> BIG_DECIMAL = new Conversion<>("a number", Texts::decimal);

    /** Reads a UUID in its canonical form of 36 characters. */
    public static final Conversion<UUID> UUID = new Conversion<>("a UUID", Texts::uuid);

    /** Reads a URI reference (RFC 3986) that is not empty. */
    public static final Conversion<URI> URI = new Conversion<>("a URI", Texts::uri);

    /** Reads a moment in ISO 8601 with an offset, {@code Z} or another. */
    public static final Conversion<Instant> INSTANT =
            new Conversion<>("a moment like 2026-05-06T12:00:00Z", Instant::parse);

    /** Reads a moment in ISO 8601 and keeps its offset. */
    public static final Conversion<OffsetDateTime> OFFSET_DATE_TIME =
            new Conversion<>("a moment like 2026-05-06T12:00:00+02:00", OffsetDateTime::parse);

    /** Reads a day and a time of day in ISO 8601, without an offset. */
    public static final Conversion<LocalDateTime> LOCAL_DATE_TIME =
            new Conversion<>("a day and time like 2026-05-06T12:00:00", LocalDateTime::parse);

    /** Reads a day in ISO 8601. */
    public static final Conversion<LocalDate> LOCAL_DATE = new Conversion<>("a day like 2026-05-06", LocalDate::parse);

    /** Reads a time of day in ISO 8601. */
    public static final Conversion<LocalTime> LOCAL_TIME =
            new Conversion<>("a time of day like 12:00:00", LocalTime::parse);

    /** Reads a month in ISO 8601. */
    public static final Conversion<YearMonth> YEAR_MONTH = new Conversion<>("a month like 2026-05", YearMonth::parse);

    /** Reads a year, a whole number from -999999999 to 999999999. */
    public static final Conversion<Year> YEAR =
            new Conversion<>("a year like 2026", text -> Year.of(Integer.parseInt(Texts.whole(text))));

    /** Reads a duration in ISO 8601, in days of 24 hours and less. */
    public static final Conversion<Duration> DURATION = new Conversion<>("a duration like PT5S", Duration::parse);

    /** Reads a number of years, months and days in ISO 8601. */
    public static final Conversion<Period> PERIOD = new Conversion<>("a period like P1Y2M3D", Period::parse);

    /** Reads a text, or throws. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Returns what the text stands for. */
        T read(String text);
    }

    /** Returns the conversion to the constants of an enum, by name; by the exact name first, then without regard to case. */
    public static <E extends Enum<E>> Conversion<E> enumOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return new Conversion<>(
                "one of " + Arrays.stream(constants).map(Enum::name).toList(),
                text -> named(constants, name -> name.equals(text))
                        .or(() -> named(constants, name -> name.equalsIgnoreCase(text)))
                        .orElseThrow(IllegalArgumentException::new));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] constants, Predicate<String> name) {
        return Arrays.stream(constants)
                .filter(constant -> name.test(constant.name()))
                .findFirst();
    }
}
