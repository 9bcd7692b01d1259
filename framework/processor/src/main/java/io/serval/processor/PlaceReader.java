package io.serval.processor;

import io.serval.core.internal.path.PathSegment;
import io.serval.core.internal.path.PathTemplate;
import io.serval.core.internal.path.SegmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads the path of a class from its package and its name, or from their {@code @Segment}. */
final class PlaceReader {
    private static final String ROUTES = "routes";
    private static final String MIDDLEWARE = "middleware";
    private static final String SEGMENT = "Segment";

    private static final Set<String> FRAMEWORK_FILES = Set.of("_middleware", "_error");

    private final Elements elements;

    PlaceReader(Elements elements) {
        this.elements = elements;
    }

    /** Whether the class is in a {@code routes} tree, and no folder on the way to it is private. */
    boolean inRoutes(TypeElement type) {
        List<String> packages = packagesOf(type);
        return packages.contains(ROUTES)
                && packages.subList(packages.indexOf(ROUTES) + 1, packages.size()).stream()
                        .noneMatch(folder -> folder.startsWith("_"));
    }

    /** Whether the class is in a package of middleware for a whole application. */
    boolean inGlobal(TypeElement type) {
        List<String> packages = packagesOf(type);
        return packages.getLast().equals(MIDDLEWARE) && !packages.contains(ROUTES);
    }

    /** Whether the class has a name that the framework gives a meaning. */
    boolean isFrameworkFile(TypeElement type) {
        return FRAMEWORK_FILES.contains(type.getSimpleName().toString());
    }

    /** Whether the class is a helper that the tree keeps for itself. */
    boolean isPrivate(TypeElement type) {
        return type.getSimpleName().toString().startsWith("_") && !isFrameworkFile(type);
    }

    /** Returns what the class of the tree is; empty if a name on the way to it is faulty. */
    Optional<Place> read(TypeElement type, Faults faults) {
        String name = type.getSimpleName().toString();
        PathTemplate path;
        try {
            path = new PathTemplate(segments(type));
        } catch (PathTemplate.Malformed e) {
            add(e, type, faults);
            return Optional.empty();
        }
        if (!isFrameworkFile(type)) {
            return Optional.of(new Place.OfRoute(path));
        }
        if (path.segments().stream().anyMatch(PathSegment.Rest.class::isInstance)) {
            faults.add(
                    Rule.R09,
                    type,
                    type.getQualifiedName() + " lies in " + path.text() + ", and no route lies below a rest parameter.",
                    "_middleware and _error in a folder that has routes.",
                    "Move it to the folder of the rest route.");
        }
        if (Annotations.hasCore(type, SEGMENT)) {
            faults.add(
                    Rule.R10,
                    type,
                    type.getQualifiedName() + " has @Segment, and holds for its folder whatever it is called.",
                    "@Segment on a route, or on the package-info of a folder.",
                    "Drop it, or move it to the package-info.");
        }
        return Optional.of(name.equals("_middleware") ? new Place.OfMiddleware(path) : new Place.OfError(path));
    }

    private void add(PathTemplate.Malformed malformed, TypeElement type, Faults faults) {
        String expected = switch (malformed.rule()) {
            case "R04" -> "a name of its own for each parameter.";
            case "R05" -> "the rest parameter at the end of the path.";
            default -> "a literal such as sign_in, a parameter such as $id, $$rest, or a @Segment.";
        };
        faults.add(
                Rule.valueOf(malformed.rule()),
                type,
                "The path of " + type.getQualifiedName() + " cannot be read: " + malformed.what() + ".",
                expected,
                malformed.hint());
    }

    private List<PathSegment> segments(TypeElement type) {
        var segments = new ArrayList<PathSegment>();
        List<String> packages = packagesOf(type);
        for (int i = packages.indexOf(ROUTES) + 1; i < packages.size(); i++) {
            PackageElement folder = elements.getPackageElement(String.join(".", packages.subList(0, i + 1)));
            segments.add(segment(folder == null ? Optional.empty() : Optional.of(folder), packages.get(i)));
        }
        String name = type.getSimpleName().toString();
        boolean index = name.equals("index") || name.equals("Index");
        if (!isFrameworkFile(type) && (!index || Annotations.hasCore(type, SEGMENT))) {
            segments.add(segment(Optional.of(type), name));
        }
        return segments;
    }

    private static PathSegment segment(Optional<? extends Element> element, String name) {
        return element.flatMap(annotated -> Annotations.text(annotated, SEGMENT))
                .map(PathSegment::parse)
                .orElseGet(() -> SegmentName.parse(name));
    }

    private List<String> packagesOf(TypeElement type) {
        return List.of(elements.getPackageOf(type).getQualifiedName().toString().split("\\."));
    }
}
