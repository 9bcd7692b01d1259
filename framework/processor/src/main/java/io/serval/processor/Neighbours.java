package io.serval.processor;

import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/**
 * The routes of a compilation beside each other. A compilation of some files sees some routes only; all of them are
 * checked once more when the application starts.
 */
final class Neighbours {
    private final Map<String, Bound.OfRoute> routes = new LinkedHashMap<>();
    private final Set<PathConflicts.Conflict> told = new HashSet<>();

    void add(Bound.OfRoute route) {
        routes.put(route.type().getQualifiedName().toString(), route);
    }

    /** Adds the faults of routes that cannot live beside each other, each once. */
    void check(Faults faults) {
        // Two trees in one compilation belong to two applications.
        routes.values().stream()
                .collect(Collectors.groupingBy(route -> treeOf(route.type()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(tree -> check(tree, faults));
    }

    private void check(List<Bound.OfRoute> tree, Faults faults) {
        List<PathConflicts.Entry> entries = tree.stream().map(Neighbours::entry).toList();
        for (PathConflicts.Conflict conflict : PathConflicts.find(entries)) {
            if (!told.add(conflict)) {
                continue;
            }
            Bound.OfRoute route = routeOf(conflict.source());
            String names = conflict.source().equals(conflict.other())
                    ? conflict.source()
                    : conflict.other() + " and " + conflict.source();
            faults.add(
                    Rule.valueOf(conflict.rule()),
                    route.operations().stream()
                            .filter(operation -> verb(operation) == conflict.verb())
                            .findFirst()
                            .map(Bound.Operation::element)
                            .orElse(route.type()),
                    names + ": " + conflict.what(),
                    conflict.expected(),
                    conflict.hint());
        }
    }

    private Bound.OfRoute routeOf(String source) {
        Bound.OfRoute route = routes.get(source);
        if (route == null) {
            throw new IllegalStateException("A conflict of " + source + ", which was not asked about.");
        }
        return route;
    }

    private static PathConflicts.Entry entry(Bound.OfRoute route) {
        return new PathConflicts.Entry(
                route.path(),
                route.operations().stream().map(Neighbours::verb).collect(Collectors.toSet()),
                route.type().getQualifiedName().toString());
    }

    private static Verb verb(Bound.Operation operation) {
        return Verb.valueOf(Verbs.constant(operation.element()));
    }

    private static String treeOf(TypeElement type) {
        String name = type.getQualifiedName().toString();
        return name.substring(0, name.indexOf("routes."));
    }
}
