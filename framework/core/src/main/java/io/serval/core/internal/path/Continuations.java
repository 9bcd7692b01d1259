package io.serval.core.internal.path;

import java.util.List;

/** Whether two templates without optional segments fit a path in common. */
final class Continuations {
    private Continuations() {}

    /** Looks at the segments from the depth on. */
    static boolean meet(List<PathSegment> one, List<PathSegment> other, int depth) {
        if (depth >= one.size() || depth >= other.size()) {
            return mayEnd(one, depth) && mayEnd(other, depth);
        }
        if (one.get(depth) instanceof PathSegment.Rest || other.get(depth) instanceof PathSegment.Rest) {
            return true;
        }
        return meet(one.get(depth), other.get(depth)) && meet(one, other, depth + 1);
    }

    private static boolean mayEnd(List<PathSegment> segments, int depth) {
        return depth >= segments.size() || (segments.get(depth) instanceof PathSegment.Rest rest && rest.orNone());
    }

    private static boolean meet(PathSegment one, PathSegment other) {
        return switch (one) {
            case PathSegment.Literal literal ->
                switch (other) {
                    case PathSegment.Literal text -> literal.equals(text);
                    case PathSegment.Pattern pattern ->
                        SegmentMatcher.of(pattern, false).fits(literal.text());
                    default -> true;
                };
            case PathSegment.Pattern pattern ->
                switch (other) {
                    case PathSegment.Literal literal ->
                        SegmentMatcher.of(pattern, false).fits(literal.text());
                    case PathSegment.Pattern second ->
                        !(PatternOverlap.between(pattern, second) instanceof PatternOverlap.None);
                    default -> true;
                };
            default -> true;
        };
    }
}
