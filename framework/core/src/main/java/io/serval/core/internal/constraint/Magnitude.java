package io.serval.core.internal.constraint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Predicate;

/** Numbers of all kinds, as one kind that can be compared without rounding. */
public final class Magnitude {
    /** Beyond it, to write a number out would take memory that a client should not decide about. */
    private static final int LONGEST_TEXT = 400;

    private Magnitude() {}

    /** Returns the number; a whole one of any class, or a {@link BigDecimal}. */
    public static BigDecimal of(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    /** Whether the value is a number, or a text that holds one, and passes the test. */
    public static boolean test(Object value, Predicate<BigDecimal> test) {
        if (value instanceof Number number) {
            return test.test(of(number));
        }
        String text = value.toString();
        if (text.length() > LONGEST_TEXT) {
            return false;
        }
        try {
            return test.test(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return false; // said by the caller: it expected a number
        }
    }

    /** Returns a number of the same sign; {@code NaN}, which no comparison holds for, for itself. */
    public static double sign(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal.signum();
            case BigInteger whole -> whole.signum();
            case Double real -> real;
            case Float real -> real;
            default -> Long.signum(number.longValue());
        };
    }

    /** Whether the number has no more digits than these before and behind the decimal point. */
    public static boolean fits(BigDecimal number, int integer, int fraction) {
        BigDecimal shortest = number.stripTrailingZeros();
        // In long, as the scale of 1e-2147483647 leaves no room.
        long before = (long) shortest.precision() - shortest.scale();
        return Math.max(before, 0) <= integer && shortest.scale() <= fraction;
    }
}
