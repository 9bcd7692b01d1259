package io.serval.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads one path or query value.
 *
 * @param <T> what the text stands for
 * @param expected the form that is asked for, to end the sentence "expected …"
 * @param reader throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} for a text of another form
 */
public record Conversion<T>(String expected, Reader<T> reader) {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** Takes the text as it is. */
    public static final Conversion<String> STRING = new Conversion<>("a text", text -> text);

    /** Reads a whole number of 64 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Long> LONG =
            new Conversion<>("a whole number of 64 bits", text -> Long.valueOf(whole(text)));

    /** Reads a whole number of 32 bits in its canonical form, as JSON writes it. */
    public static final Conversion<Integer> INT =
            new Conversion<>("a whole number of 32 bits", text -> Integer.valueOf(whole(text)));

    /** Reads a decimal number as JSON writes it, so neither {@code NaN} nor an infinity. */
    public static final Conversion<Double> DOUBLE = new Conversion<>("a number", Conversion::finite);

    /** Reads {@code true} or {@code false}. */
    public static final Conversion<Boolean> BOOLEAN = new Conversion<>("true or false", Conversion::truth);

    /** Reads a UUID in its canonical form of 36 characters. */
    public static final Conversion<UUID> UUID = new Conversion<>("a UUID", Conversion::canonicalUuid);

    /** Reads a moment in ISO 8601 with an offset, {@code Z} or another. */
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
                "one of " + Arrays.stream(constants).map(Enum::name).toList(),
                text -> Arrays.stream(constants)
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** {@link Long#valueOf} also takes {@code +7}, {@code 007} and digits of all scripts: many addresses of one thing. */
    private static String whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Double finite(String text) {
        if (!DECIMAL.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            throw new IllegalArgumentException(text);
        }
        return Double.valueOf(text);
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
