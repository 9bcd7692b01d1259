package io.serval.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The path of a route, or of a folder. */
record Path(List<Segment> segments) {
    Path {
        segments = List.copyOf(segments);
    }

    /** The path as binders write it: {@code /files/{id}/{path...}}. */
    String template() {
        return segments.stream().map(Segment::template).collect(Collectors.joining("/", "/", ""));
    }

    /** The names of the parameters that stand for one segment. */
    List<String> parameters() {
        return segments.stream()
                .flatMap(segment ->
                        segment instanceof Segment.Parameter parameter ? List.of(parameter.name()).stream() : null)
                .toList();
    }

    /** The name of the parameter that stands for all that is left. */
    Optional<String> rest() {
        return !segments.isEmpty() && segments.getLast() instanceof Segment.Rest rest
                ? Optional.of(rest.name())
                : Optional.empty();
    }
}
