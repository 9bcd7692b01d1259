package io.serval.core.internal.json;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads texts more strictly than the JDK, as one thing should not have many spellings, or as JSON does. */
public final class Texts {
    /** As many digits as Jackson reads of a number. */
    static final int MOST_DIGITS = 1_000;

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");

    /** RFC 8259 §6. */
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Texts() {}

    /**
     * Returns the text if it is a whole number. {@link Long#valueOf} also takes {@code +7}, {@code 007} and digits of all
     * scripts: many addresses of one thing.
     */
    public static String whole(String text) {
        return matching(WHOLE, text);
    }

    /** Returns the number, which is no infinity. */
    public static Double finiteDouble(String text) {
        double number = Double.parseDouble(matching(DECIMAL, text));
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    /** Returns the number, which is no infinity. */
    public static Float finiteFloat(String text) {
        float number = Float.parseFloat(matching(DECIMAL, text));
        if (Float.isInfinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    /** Returns the number if it can be written out: a few characters of exponent can stand for gigabytes of digits. */
    public static BigDecimal decimal(String text) {
        var number = new BigDecimal(matching(DECIMAL, text));
        if (!writable(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    static boolean writable(BigDecimal number) {
        return number.scale() <= MOST_DIGITS && (long) number.precision() - number.scale() <= MOST_DIGITS;
    }

    /** Returns the value of {@code true} or {@code false}. */
    public static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** {@link UUID#fromString} also takes short forms, which would give one thing two addresses. */
    public static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }

    /** Returns the URI; the empty reference is none that anybody means to send. */
    public static URI uri(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return URI.create(text);
    }

    private static String matching(Pattern pattern, String text) {
        if (text.length() > MOST_DIGITS || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
