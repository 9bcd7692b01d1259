package io.serval.core.internal.link;

import io.serval.core.Verb;
import io.serval.core.internal.path.PathSegment;
import io.serval.core.internal.path.PathTemplate;
import io.serval.core.internal.path.SegmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class files of an application's {@code routes} tree, and of the package {@code middleware} beside it.
 *
 * @param routes the name of the package that the tree is
 * @param middleware the name of the package beside it
 * @param classes what is bound or should be, by class name
 * @param packageSegments what {@code @Segment} says on packages, by package name
 * @param binders the names of the binders, by the name of the class that each binds
 */
public record RouteTree(
        String routes,
        String middleware,
        Map<String, ClassFacts> classes,
        Map<String, String> packageSegments,
        Map<String, String> binders) {
    /** Of an application without a tree. */
    public static final RouteTree EMPTY = new RouteTree("routes", "middleware", Map.of(), Map.of(), Map.of());

    /** Whether the class holds for every request. */
    boolean isGlobal(String className) {
        return className.startsWith(middleware + ".");
    }

    /** Whether the class is a {@code _middleware} or an {@code _error}. */
    static boolean isScopeFile(String className) {
        return className.endsWith("._middleware") || className.endsWith("._error");
    }

    /** The classes that the processor has not seen. */
    List<String> unbound() {
        return classes.keySet().stream()
                .filter(name -> !binders.containsKey(name))
                .sorted()
                .toList();
    }

    /** The source file of the class with the line of the verb's method; its name if it is no class of the tree. */
    public String place(String className, Optional<Verb> verb) {
        ClassFacts facts = classes.get(className);
        return facts == null ? className : facts.place(verb);
    }

    /**
     * Returns the path of a class of the tree, or of the folder that it holds for, as its names say now.
     *
     * @throws PathTemplate.Malformed if they say none
     */
    PathTemplate templateOf(String className) {
        var segments = new ArrayList<PathSegment>();
        int dot = routes.length();
        for (int next = className.indexOf('.', dot + 1); next >= 0; next = className.indexOf('.', dot + 1)) {
            String override = packageSegments.get(className.substring(0, next));
            segments.add(segment(Optional.ofNullable(override), className.substring(dot + 1, next)));
            dot = next;
        }
        String name = className.substring(dot + 1);
        Optional<String> override = Optional.ofNullable(classes.get(className)).flatMap(ClassFacts::segment);
        boolean none = isScopeFile(className) || (override.isEmpty() && (name.equals("index") || name.equals("Index")));
        if (!none) {
            segments.add(segment(override, name));
        }
        return new PathTemplate(segments);
    }

    private static PathSegment segment(Optional<String> override, String name) {
        return override.map(PathSegment::parse).orElseGet(() -> SegmentName.parse(name));
    }
}
