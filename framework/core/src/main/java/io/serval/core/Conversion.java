package io.serval.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * Reads one path or query value.
 *
 * @param <T> what the text stands for
 * @param expected the form that is asked for, to end the sentence "expected …"
 * @param reader throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} for a text of another form
 */
public record Conversion<T>(String expected, Reader<T> reader) {
    /** Takes the text as it is. */
    public static final Conversion<String> STRING = new Conversion<>("a text", text -> text);

    /** Reads a whole number of 64 bits. */
    public static final Conversion<Long> LONG = new Conversion<>("a whole number", Long::valueOf);

    /** Reads a whole number of 32 bits. */
    public static final Conversion<Integer> INT = new Conversion<>("a whole number", Integer::valueOf);

    /** Reads a decimal number. */
    public static final Conversion<Double> DOUBLE = new Conversion<>("a number", Double::valueOf);

    /** Reads {@code true} or {@code false}. */
    public static final Conversion<Boolean> BOOLEAN = new Conversion<>("true or false", Conversion::truth);

    /** Reads a UUID in its canonical form of 36 characters. */
    public static final Conversion<UUID> UUID = new Conversion<>("a UUID", Conversion::canonicalUuid);

    /** Reads a moment in ISO 8601 with offset {@code Z}. */
    public static final Conversion<Instant> INSTANT =
            new Conversion<>("a moment like 2026-05-06T12:00:00Z", Instant::parse);

    /** Reads a day in ISO 8601. */
    public static final Conversion<LocalDate> LOCAL_DATE = new Conversion<>("a day like 2026-05-06", LocalDate::parse);

    /** Reads a text, or throws. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Returns what the text stands for. */
        T read(String text);
    }

    /** Returns the conversion to the constants of an enum, by name without regard to case. */
    public static <E extends Enum<E>> Conversion<E> enumOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return new Conversion<>(
                "one of " + Arrays.toString(constants),
                text -> Arrays.stream(constants)
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** {@link java.util.UUID#fromString} also takes short forms, which would give one thing two addresses. */
    private static UUID canonicalUuid(String text) {
        UUID uuid = java.util.UUID.fromString(text);
        if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }
}
