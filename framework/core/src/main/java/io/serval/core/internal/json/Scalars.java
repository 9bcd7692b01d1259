package io.serval.core.internal.json;

import io.serval.core.Conversion;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The types that one value of JSON or one text stands for. */
public final class Scalars {
    /** How a long is read that JSON writes as a text. */
    static final Conversion<Long> LONG_AS_TEXT =
            new Conversion<>("a whole number of 64 bits as a text", Conversion.LONG.reader());

    /** Numbers, texts and truth are what JSON has of its own. */
    private static final Map<Class<?>, Conversion<?>> OWN = Map.ofEntries(
            Map.entry(String.class, Conversion.STRING),
            Map.entry(boolean.class, Conversion.BOOLEAN),
            Map.entry(Boolean.class, Conversion.BOOLEAN),
            Map.entry(byte.class, Conversion.BYTE),
            Map.entry(Byte.class, Conversion.BYTE),
            Map.entry(short.class, Conversion.SHORT),
            Map.entry(Short.class, Conversion.SHORT),
            Map.entry(int.class, Conversion.INT),
            Map.entry(Integer.class, Conversion.INT),
            Map.entry(long.class, Conversion.LONG),
            Map.entry(Long.class, Conversion.LONG),
            Map.entry(BigInteger.class, Conversion.BIG_INTEGER),
            Map.entry(float.class, Conversion.FLOAT),
            Map.entry(Float.class, Conversion.FLOAT),
            Map.entry(double.class, Conversion.DOUBLE),
            Map.entry(Double.class, Conversion.DOUBLE),
            Map.entry(BigDecimal.class, Conversion.BIG_DECIMAL),
            Map.entry(Year.class, Conversion.YEAR));

    /** What JSON writes as a text. */
    private static final Map<Class<?>, Conversion<?>> AS_TEXT = Map.ofEntries(
            Map.entry(UUID.class, Conversion.UUID),
            Map.entry(URI.class, Conversion.URI),
            Map.entry(Instant.class, Conversion.INSTANT),
            Map.entry(OffsetDateTime.class, Conversion.OFFSET_DATE_TIME),
            Map.entry(LocalDateTime.class, Conversion.LOCAL_DATE_TIME),
            Map.entry(LocalDate.class, Conversion.LOCAL_DATE),
            Map.entry(LocalTime.class, Conversion.LOCAL_TIME),
            Map.entry(YearMonth.class, Conversion.YEAR_MONTH),
            Map.entry(Duration.class, Conversion.DURATION),
            Map.entry(Period.class, Conversion.PERIOD));

    private Scalars() {}

    /** Returns how the type is read from a text; empty for an enum, and for a type that no text stands for. */
    public static Optional<Conversion<?>> conversion(Class<?> type) {
        return Optional.<Conversion<?>>ofNullable(OWN.get(type)).or(() -> asText(type));
    }

    static Optional<Conversion<?>> asText(Class<?> type) {
        return Optional.ofNullable(AS_TEXT.get(type));
    }
}
