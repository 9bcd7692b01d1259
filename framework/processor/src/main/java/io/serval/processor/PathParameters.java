package io.serval.processor;

import io.serval.core.internal.path.PathSegment;
import io.serval.core.internal.path.PathTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/** The parameters of a path, for the methods that take them. */
final class PathParameters {
    private final PathTemplate path;
    private final Map<String, Field.Shape> shapesByName = new LinkedHashMap<>();

    PathParameters(PathTemplate path) {
        this.path = path;
        for (PathSegment segment : path.segments()) {
            Field.Shape shape = switch (segment) {
                case PathSegment.Rest ignored -> Field.Shape.ALL;
                case PathSegment.Optional ignored -> Field.Shape.OPTIONAL;
                default -> Field.Shape.ONE;
            };
            segment.names().forEach(name -> shapesByName.put(name, shape));
        }
    }

    /** The path as binders write it. */
    String template() {
        return path.text();
    }

    boolean has(String name) {
        return shapesByName.containsKey(name);
    }

    /** How many segments the parameter stands for. */
    Field.Shape kindOf(String name) {
        return shapesByName.getOrDefault(name, Field.Shape.ONE);
    }

    /** Returns the parameters that the method does not take. */
    List<String> untaken(ExecutableElement method) {
        List<String> taken = method.getParameters().stream()
                .map(parameter -> parameter.getSimpleName().toString())
                .toList();
        return shapesByName.keySet().stream()
                .filter(name -> !taken.contains(name))
                .toList();
    }

    /** Returns the parameter that the method does not take and that the name may be meant for. */
    Optional<String> meant(String name, ExecutableElement method) {
        return LookAlike.among(untaken(method), name);
    }
}
