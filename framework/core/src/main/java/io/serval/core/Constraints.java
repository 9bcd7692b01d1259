package io.serval.core;

import io.serval.core.internal.constraint.EmailAddress;
import io.serval.core.internal.constraint.Magnitude;
import io.serval.core.internal.constraint.Moment;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The built-in constraints of Jakarta Validation 3.1, called by the code that the processor writes. Each check reports a
 * fault at the place if the value breaks the constraint, and returns either way.
 *
 * <p>As the standard asks, null passes every check but {@link #notNull}, {@link #notEmpty} and {@link #notBlank}: whether
 * a value may be left out is a question of its own. The processor hands an empty {@code Optional} over as null, and sees
 * to it that values are of the types that the standard names for the constraint. Checks of time ask the system's clock,
 * days and times of day are those of UTC. All methods may be called by any thread.
 */
public final class Constraints {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int LONGEST_SHOWN = 60;

    private Constraints() {}

    /** Checks that there is a value. */
    public static void notNull(@Nullable Object value, Place at) {
        if (value == null) {
            at.fault("Must be given.");
        }
    }

    /** Checks that there is no value: {@code @Null}. */
    public static void isNull(@Nullable Object value, Place at) {
        if (value != null) {
            at.fault("Must be left out.");
        }
    }

    /** Checks that the text, collection, map or array is there and has something in it. */
    public static void notEmpty(@Nullable Object value, Place at) {
        if (value == null) {
            at.fault("Must be given and not be empty.");
        } else if (sizeOf(value) == 0) {
            at.fault("Must not be empty.");
        }
    }

    /** Checks that the text is there and has a character that is no white space. */
    public static void notBlank(@Nullable CharSequence value, Place at) {
        if (value == null) {
            at.fault("Must be given and not be blank.");
        } else if (value.toString().isBlank()) {
            at.fault("Must not be blank.");
        }
    }

    /** Checks that the value is true. */
    public static void assertTrue(@Nullable Boolean value, Place at) {
        if (value != null && !value) {
            at.fault("Must be true.");
        }
    }

    /** Checks that the value is false. */
    public static void assertFalse(@Nullable Boolean value, Place at) {
        if (value != null && value) {
            at.fault("Must be false.");
        }
    }

    /** Checks that the number is at least {@code min}. */
    public static void min(@Nullable Number value, long min, Place at) {
        if (value != null && Magnitude.of(value).compareTo(BigDecimal.valueOf(min)) < 0) {
            at.fault("Must be at least " + min + ", not " + shown(value) + ".");
        }
    }

    /** Checks that the number is at most {@code max}. */
    public static void max(@Nullable Number value, long max, Place at) {
        if (value != null && Magnitude.of(value).compareTo(BigDecimal.valueOf(max)) > 0) {
            at.fault("Must be at most " + max + ", not " + shown(value) + ".");
        }
    }

    /**
     * Checks that the number, or the text that holds one, is greater than {@code min}, or equal if that is included.
     *
     * @param value a number or a text; one that holds no number breaks the constraint
     */
    public static void decimalMin(@Nullable Object value, String min, boolean inclusive, Place at) {
        if (value != null
                && !Magnitude.test(value, number -> order(number, min) > 0 || equal(number, min, inclusive))) {
            at.fault("Must be " + (inclusive ? "at least " : "greater than ") + min + ", not " + shown(value) + ".");
        }
    }

    /**
     * Checks that the number, or the text that holds one, is less than {@code max}, or equal if that is included.
     *
     * @param value a number or a text; one that holds no number breaks the constraint
     */
    public static void decimalMax(@Nullable Object value, String max, boolean inclusive, Place at) {
        if (value != null
                && !Magnitude.test(value, number -> order(number, max) < 0 || equal(number, max, inclusive))) {
            at.fault("Must be " + (inclusive ? "at most " : "less than ") + max + ", not " + shown(value) + ".");
        }
    }

    /** Checks that the number is less than zero. */
    public static void negative(@Nullable Number value, Place at) {
        if (value != null && !(Magnitude.sign(value) < 0)) {
            at.fault("Must be less than 0, not " + shown(value) + ".");
        }
    }

    /** Checks that the number is zero or less. */
    public static void negativeOrZero(@Nullable Number value, Place at) {
        if (value != null && !(Magnitude.sign(value) <= 0)) {
            at.fault("Must be 0 or less, not " + shown(value) + ".");
        }
    }

    /** Checks that the number is greater than zero. */
    public static void positive(@Nullable Number value, Place at) {
        if (value != null && !(Magnitude.sign(value) > 0)) {
            at.fault("Must be greater than 0, not " + shown(value) + ".");
        }
    }

    /** Checks that the number is zero or greater. */
    public static void positiveOrZero(@Nullable Number value, Place at) {
        if (value != null && !(Magnitude.sign(value) >= 0)) {
            at.fault("Must be 0 or greater, not " + shown(value) + ".");
        }
    }

    /**
     * Checks how many digits the number has at most, trailing zeros of the fraction left aside.
     *
     * @param value a number, or a text; one that holds no number breaks the constraint
     * @param integer before the decimal point
     * @param fraction behind it
     */
    public static void digits(@Nullable Object value, int integer, int fraction, Place at) {
        if (value != null && !Magnitude.test(value, number -> Magnitude.fits(number, integer, fraction))) {
            at.fault("Must be a number of at most " + count(integer, "digit") + " before and " + fraction
                    + " behind the decimal point, not " + shown(value) + ".");
        }
    }

    /**
     * Checks the size: the {@code char}s of a text, the elements of a collection or array, the entries of a map.
     *
     * @param min the least that is allowed
     * @param max the most that is allowed
     */
    public static void size(@Nullable Object value, int min, int max, Place at) {
        if (value == null || (sizeOf(value) >= min && sizeOf(value) <= max)) {
            return;
        }
        String what = value instanceof CharSequence ? "character" : value instanceof Map ? "entry" : "element";
        String expected = min == max
                ? count(min, what)
                : max == Integer.MAX_VALUE
                        ? "at least " + count(min, what)
                        : min == 0 ? "at most " + count(max, what) : min + " to " + count(max, what);
        at.fault("Must have " + expected + ", not " + sizeOf(value) + ".");
    }

    /** Checks that the whole text matches the regular expression. */
    public static void pattern(@Nullable CharSequence value, Pattern pattern, Place at) {
        if (value != null && !pattern.matcher(value).matches()) {
            at.fault("Must match " + pattern + ", not be " + shown(value) + ".");
        }
    }

    /**
     * Checks that the text has the form of an email address: {@code local@domain} as mail servers take it (RFC 5321,
     * section 4.1.2), with letters of any script (RFC 6531). Whether mail arrives there is another question.
     */
    public static void email(@Nullable CharSequence value, Place at) {
        if (value != null && !EmailAddress.is(value.toString())) {
            at.fault("Must be an email address, not " + shown(value) + ".");
        }
    }

    /** Checks that the moment, day or time of day is over. */
    public static void past(@Nullable Object value, Place at) {
        if (value != null && Moment.order(value, CLOCK) >= 0) {
            at.fault("Must be in the past, not " + Moment.text(value) + ".");
        }
    }

    /** Checks that the moment, day or time of day is over or now. */
    public static void pastOrPresent(@Nullable Object value, Place at) {
        if (value != null && Moment.order(value, CLOCK) > 0) {
            at.fault("Must not be in the future, but is " + Moment.text(value) + ".");
        }
    }

    /** Checks that the moment, day or time of day is still to come. */
    public static void future(@Nullable Object value, Place at) {
        if (value != null && Moment.order(value, CLOCK) <= 0) {
            at.fault("Must be in the future, not " + Moment.text(value) + ".");
        }
    }

    /** Checks that the moment, day or time of day is now or still to come. */
    public static void futureOrPresent(@Nullable Object value, Place at) {
        if (value != null && Moment.order(value, CLOCK) < 0) {
            at.fault("Must not be in the past, but is " + Moment.text(value) + ".");
        }
    }

    /** Checks each item, at the place of its number; no items if null. */
    public static <T extends @Nullable Object> void each(
            @Nullable Iterable<? extends T> items, Place at, BiConsumer<? super T, Place> check) {
        if (items != null) {
            int index = 0;
            for (T item : items) {
                check.accept(item, at.item(index++));
            }
        }
    }

    /** Checks each element, at the place of its number; no elements if null. */
    public static <T extends @Nullable Object> void each(
            T @Nullable [] elements, Place at, BiConsumer<? super T, Place> check) {
        for (int i = 0; elements != null && i < elements.length; i++) {
            check.accept(elements[i], at.item(i));
        }
    }

    /** Checks each value of the map, at the place that its key names; no values if null. */
    public static <T extends @Nullable Object> void each(
            @Nullable Map<?, ? extends T> map, Place at, BiConsumer<? super T, Place> check) {
        if (map != null) {
            map.forEach((key, value) -> check.accept(value, at.field(String.valueOf(key))));
        }
    }

    /** Checks each key of the map, at the place that it names; no keys if null. */
    public static <T extends @Nullable Object> void eachKey(
            @Nullable Map<? extends T, ?> map, Place at, BiConsumer<? super T, Place> check) {
        if (map != null) {
            map.forEach((key, value) -> check.accept(key, at.field(String.valueOf(key))));
        }
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case CharSequence text -> text.length();
            case Collection<?> collection -> collection.size();
            case Map<?, ?> map -> map.size();
            default -> Array.getLength(value);
        };
    }

    private static int order(BigDecimal number, String bound) {
        return number.compareTo(new BigDecimal(bound));
    }

    private static boolean equal(BigDecimal number, String bound, boolean inclusive) {
        return inclusive && order(number, bound) == 0;
    }

    private static String count(int number, String what) {
        String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number + " " + (number == 1 ? what : plural);
    }

    /** Names what came; a long text only by its beginning. */
    private static String shown(Object value) {
        String text = Objects.toString(value);
        String start = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return value instanceof CharSequence ? "'" + start + "'" : start;
    }
}
