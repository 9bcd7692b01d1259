package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a path the values of a template's parameters are. Holds no value itself, so one instance serves all requests;
 * what it returns cannot be changed.
 */
public final class PathValues {
    /** Of a path without parameters. */
    public static final PathValues NONE = new PathValues(List.of());

    /** Where the value of one parameter is. */
    private sealed interface Position {
        String name();

        List<String> in(List<String> segments);
    }

    private record Whole(String name, int index) implements Position {
        @Override
        public List<String> in(List<String> segments) {
            return List.of(segments.get(index));
        }
    }

    private record Within(String name, int index, SegmentMatcher matcher, int value) implements Position {
        @Override
        public List<String> in(List<String> segments) {
            return List.of(matcher.values(segments.get(index)).get(value));
        }
    }

    private record Tail(String name, int index) implements Position {
        @Override
        public List<String> in(List<String> segments) {
            return List.copyOf(segments.subList(index, segments.size()));
        }
    }

    private final List<Position> positions;

    private PathValues(List<Position> positions) {
        this.positions = List.copyOf(positions);
    }

    /**
     * Returns the positions of a template without optional segments.
     *
     * @param ignoreCase whether literals fit whatever their case
     */
    static PathValues of(PathTemplate variant, boolean ignoreCase) {
        var positions = new ArrayList<Position>();
        for (int i = 0; i < variant.segments().size(); i++) {
            PathSegment segment = variant.segments().get(i);
            List<String> names = segment.names();
            for (int value = 0; value < names.size(); value++) {
                String name = names.get(value);
                positions.add(
                        switch (segment) {
                            case PathSegment.Pattern pattern ->
                                new Within(name, i, SegmentMatcher.of(pattern, ignoreCase), value);
                            case PathSegment.Rest rest -> new Tail(name, i);
                            default -> new Whole(name, i);
                        });
            }
        }
        return positions.isEmpty() ? NONE : new PathValues(positions);
    }

    /** The values of the parameter in a path that fits: none for an optional that was left out or an unknown name. */
    public List<String> of(String name, List<String> segments) {
        for (Position position : positions) {
            if (position.name().equals(name)) {
                return position.in(segments);
            }
        }
        return List.of();
    }
}
