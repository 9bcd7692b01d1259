package io.serval.core.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes (RFC 9110 §14.1.2).
 *
 * @param first the index of its first byte
 * @param last the index of its last byte
 */
public record ByteRange(long first, long last) {
    /** Only broken clients and attackers ask for more at once (§14.2). */
    private static final int MOST = 16;

    /** What a part of its own costs: a smaller gap between two ranges is sent along. */
    private static final int WORTHLESS_GAP = 80;

    private static final String UNIT = "bytes=";
    private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");
    private static final int DIGITS_OF_LONG = 18;

    /**
     * Reads the value of a {@code Range} header.
     *
     * @param length how many bytes there are
     * @return the ranges that can be sent, in the order asked for and none of them twice: an empty list if all of them lie
     *     behind the end; empty if the header is to be ignored, as it is in another unit, malformed, or asks for too many
     */
    public static Optional<List<ByteRange>> read(String header, long length) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        var asked = new ArrayList<ByteRange>();
        for (String spec : header.substring(UNIT.length()).split(",")) {
            if (spec.isBlank()) {
                continue;
            }
            Optional<ByteRange> range = of(spec.strip(), length);
            if (range.isEmpty() || asked.size() == MOST) {
                return Optional.empty();
            }
            asked.add(range.get());
        }
        return asked.isEmpty() ? Optional.empty() : Optional.of(sendable(asked, length));
    }

    /** How many bytes it has. */
    public long length() {
        return last - first + 1;
    }

    private static Optional<ByteRange> of(String spec, long length) {
        Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches() || spec.equals("-")) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return Optional.of(new ByteRange(Math.max(0, length - number(last)), length - 1));
        }
        long end = last.isEmpty() ? Long.MAX_VALUE : number(last);
        return end < number(first)
                ? Optional.empty()
                : Optional.of(new ByteRange(number(first), Math.min(end, length - 1)));
    }

    private static long number(String digits) {
        return digits.length() > DIGITS_OF_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static List<ByteRange> sendable(List<ByteRange> asked, long length) {
        var ranges = new ArrayList<ByteRange>();
        for (ByteRange range : asked) {
            if (range.first < length) {
                add(range, ranges);
            }
        }
        return ranges;
    }

    /** Adds the range, as one with those that it touches. */
    private static void add(ByteRange range, List<ByteRange> ranges) {
        for (ByteRange other : ranges) {
            if (range.first <= other.last + WORTHLESS_GAP && other.first <= range.last + WORTHLESS_GAP) {
                ranges.remove(other);
                add(new ByteRange(Math.min(range.first, other.first), Math.max(range.last, other.last)), ranges);
                return;
            }
        }
        ranges.add(range);
    }
}
