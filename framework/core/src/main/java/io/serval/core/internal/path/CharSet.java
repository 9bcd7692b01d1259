package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points, as ranges that ascend and do not touch. */
record CharSet(List<Range> ranges) {
    /** Code points from one to the other, both included. */
    record Range(int from, int to) {}

    static final CharSet ALL = of(0, Character.MAX_CODE_POINT);
    static final CharSet DIGITS = of('0', '9');
    static final CharSet SPACES = of('\t', '\n').or(of('\f', '\r')).or(of(' ', ' '));
    static final CharSet WORD = DIGITS.or(of('A', 'Z')).or(of('_', '_')).or(of('a', 'z'));
    static final CharSet NO_NEWLINE = of('\n', '\n').complement();

    private static final List<CharSet> READABLE = List.of(of('a', 'z'), DIGITS, of('A', 'Z'), of('!', '~'));

    CharSet {
        ranges = List.copyOf(ranges);
    }

    static CharSet of(int from, int to) {
        return new CharSet(List.of(new Range(from, to)));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    CharSet or(CharSet other) {
        var all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        all.sort(Comparator.comparingInt(Range::from));
        var merged = new ArrayList<Range>();
        for (Range next : all) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.from() <= last.to() + 1) {
                merged.set(merged.size() - 1, new Range(last.from(), Math.max(last.to(), next.to())));
            } else {
                merged.add(next);
            }
        }
        return new CharSet(merged);
    }

    CharSet and(CharSet other) {
        var common = new ArrayList<Range>();
        for (Range a : ranges) {
            for (Range b : other.ranges) {
                int from = Math.max(a.from(), b.from());
                int to = Math.min(a.to(), b.to());
                if (from <= to) {
                    common.add(new Range(from, to));
                }
            }
        }
        return new CharSet(common);
    }

    CharSet complement() {
        var gaps = new ArrayList<Range>();
        int next = 0;
        for (Range range : ranges) {
            if (next < range.from()) {
                gaps.add(new Range(next, range.from() - 1));
            }
            next = range.to() + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CharSet(gaps);
    }

    /** One of the code points, a readable one if there is one. The set must not be empty. */
    int example() {
        for (CharSet readable : READABLE) {
            CharSet common = and(readable);
            if (!common.isEmpty()) {
                return common.ranges.getFirst().from();
            }
        }
        return ranges.getFirst().from();
    }
}
