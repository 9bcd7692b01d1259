package io.serval.core.internal.path;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells whether a segment fits a pattern, and the values of its parameters. */
sealed interface SegmentMatcher {
    /** Returns a matcher of the pattern. */
    static SegmentMatcher of(PathSegment.Pattern pattern, boolean ignoreCase) {
        boolean plain = pattern.parts().stream()
                .allMatch(part -> !(part instanceof PathSegment.Value value)
                        || value.regex().isEmpty());
        return plain ? new ByText(pattern.parts(), ignoreCase) : ByRegex.of(pattern, ignoreCase);
    }

    /** Whether the segment fits. */
    boolean fits(String segment);

    /** The values of a segment that fits, from the left. */
    List<String> values(String segment);

    /** A pattern without regexes: the text between values is looked for from the right, so that earlier ones are longest. */
    record ByText(List<PathSegment.Part> parts, boolean ignoreCase) implements SegmentMatcher {
        @Override
        public boolean fits(String segment) {
            return walk(segment, null);
        }

        @Override
        public List<String> values(String segment) {
            var values = new ArrayList<String>();
            walk(segment, values);
            return List.copyOf(values.reversed());
        }

        private boolean walk(String segment, @Nullable List<String> values) {
            int end = segment.length();
            for (int i = parts.size() - 1; i >= 0; i--) {
                int start;
                if (parts.get(i) instanceof PathSegment.Text(String text)) {
                    start = end - text.length();
                    if (start < 0 || !segment.regionMatches(ignoreCase, start, text, 0, text.length())) {
                        return false;
                    }
                } else {
                    start = startOfValue(segment, i, end);
                    if (start < 0) {
                        return false;
                    }
                    if (values != null) {
                        values.add(segment.substring(start, end));
                    }
                }
                end = start;
            }
            return end == 0;
        }

        /** Where the value at the index begins that ends at the position: as far right as what is before it allows. */
        private int startOfValue(String segment, int index, int end) {
            if (index == 0) {
                return end > 0 ? 0 : -1;
            }
            if (!(parts.get(index - 1) instanceof PathSegment.Text(String text))) {
                return end - 1;
            }
            if (index == 1) {
                return end > text.length() ? text.length() : -1;
            }
            for (int start = end - 1; start > text.length(); start--) {
                if (segment.regionMatches(ignoreCase, start - text.length(), text, 0, text.length())) {
                    return start;
                }
            }
            return -1;
        }
    }

    /** A pattern with a regex. */
    record ByRegex(Pattern regex, List<Integer> groups) implements SegmentMatcher {
        static ByRegex of(PathSegment.Pattern pattern, boolean ignoreCase) {
            var groups = new ArrayList<Integer>();
            int group = 1;
            for (PathSegment.Part part : pattern.parts()) {
                if (part instanceof PathSegment.Value value) {
                    groups.add(group);
                    group += 1 + Pattern.compile(value.regex()).groupCount();
                }
            }
            String regex = pattern.parts().stream()
                    .map(part -> switch (part) {
                        case PathSegment.Text(String text) -> (ignoreCase ? "(?i:" : "(?:") + Pattern.quote(text) + ")";
                        case PathSegment.Value(String name, String inner) ->
                            inner.isEmpty() ? "((?s:.+))" : "(" + inner + ")";
                    })
                    .collect(Collectors.joining());
            return new ByRegex(Pattern.compile(regex), List.copyOf(groups));
        }

        @Override
        public boolean fits(String segment) {
            return regex.matches(segment);
        }

        @Override
        public List<String> values(String segment) {
            Matcher matcher = regex.matcher(segment);
            return matcher.matches() ? groups.stream().map(matcher::group).toList() : List.of();
        }
    }
}
