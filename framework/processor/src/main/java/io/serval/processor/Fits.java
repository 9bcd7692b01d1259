package io.serval.processor;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** The types that a constraint can stand on, as Jakarta Validation lists them. */
enum Fits {
    ANYTHING("any type"),
    TRUTH("boolean or Boolean", "java.lang.Boolean"),
    WHOLE("a whole number (byte to long, BigInteger) or a BigDecimal", Classes.WHOLE),
    WHOLE_OR_TEXT(
            "a whole number (byte to long, BigInteger), a BigDecimal or a String that holds a number",
            Classes.and(Classes.WHOLE, "java.lang.CharSequence")),
    NUMBER(
            "a number (byte to double, BigInteger, BigDecimal)",
            Classes.and(Classes.WHOLE, "java.lang.Float", "java.lang.Double")),
    TEXT("a String", "java.lang.CharSequence"),
    SIZED(
            "a String, a collection, a map or an array",
            "java.lang.CharSequence",
            "java.util.Collection",
            "java.util.Map"),
    TIME(
            "a moment, a day or a time of day, such as Instant or LocalDate",
            "java.util.Date",
            "java.util.Calendar",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZonedDateTime",
            "java.time.chrono.HijrahDate",
            "java.time.chrono.JapaneseDate",
            "java.time.chrono.MinguoDate",
            "java.time.chrono.ThaiBuddhistDate");

    private final String words;
    private final List<String> classNames;

    Fits(String words, String... classNames) {
        this.words = words;
        this.classNames = List.of(classNames);
    }

    /** What is fitted, for the end of a sentence. */
    String words() {
        return words;
    }

    /** Whether the type is one of these, or a subtype. */
    boolean test(TypeMirror type, TypeFacts facts) {
        return this == ANYTHING
                || (this == SIZED && type instanceof ArrayType)
                || classNames.stream().anyMatch(className -> facts.isA(facts.boxed(type), className));
    }

    /** Lists that several constants share. */
    private static final class Classes {
        static final String[] WHOLE = {
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.math.BigInteger",
            "java.math.BigDecimal"
        };

        private Classes() {}

        static String[] and(String[] some, String... others) {
            return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
        }
    }
}
