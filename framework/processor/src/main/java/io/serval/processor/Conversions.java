package io.serval.processor;

import io.serval.core.Conversion;
import java.util.Map;
import java.util.Optional;

/** The classes whose values the core reads from one text. */
final class Conversions {
    private static final Map<String, io.serval.processor.Conversion.Constant> BY_CLASS = Map.ofEntries(
            constant("java.lang.String", "STRING", Conversion.STRING),
            constant("java.lang.Boolean", "BOOLEAN", Conversion.BOOLEAN),
            constant("java.lang.Byte", "BYTE", Conversion.BYTE),
            constant("java.lang.Short", "SHORT", Conversion.SHORT),
            constant("java.lang.Integer", "INT", Conversion.INT),
            constant("java.lang.Long", "LONG", Conversion.LONG),
            constant("java.math.BigInteger", "BIG_INTEGER", Conversion.BIG_INTEGER),
            constant("java.lang.Float", "FLOAT", Conversion.FLOAT),
            constant("java.lang.Double", "DOUBLE", Conversion.DOUBLE),
            constant("java.math.BigDecimal", "BIG_DECIMAL", Conversion.BIG_DECIMAL),
            constant("java.util.UUID", "UUID", Conversion.UUID),
            constant("java.net.URI", "URI", Conversion.URI),
            constant("java.time.Instant", "INSTANT", Conversion.INSTANT),
            constant("java.time.OffsetDateTime", "OFFSET_DATE_TIME", Conversion.OFFSET_DATE_TIME),
            constant("java.time.LocalDateTime", "LOCAL_DATE_TIME", Conversion.LOCAL_DATE_TIME),
            constant("java.time.LocalDate", "LOCAL_DATE", Conversion.LOCAL_DATE),
            constant("java.time.LocalTime", "LOCAL_TIME", Conversion.LOCAL_TIME),
            constant("java.time.YearMonth", "YEAR_MONTH", Conversion.YEAR_MONTH),
            constant("java.time.Year", "YEAR", Conversion.YEAR),
            constant("java.time.Duration", "DURATION", Conversion.DURATION),
            constant("java.time.Period", "PERIOD", Conversion.PERIOD));

    private Conversions() {}

    /** Returns the conversion to the class. */
    static Optional<io.serval.processor.Conversion.Constant> to(String className) {
        return Optional.ofNullable(BY_CLASS.get(className));
    }

    private static Map.Entry<String, io.serval.processor.Conversion.Constant> constant(
            String className, String name, Conversion<?> conversion) {
        return Map.entry(className, new io.serval.processor.Conversion.Constant(name, conversion));
    }
}
