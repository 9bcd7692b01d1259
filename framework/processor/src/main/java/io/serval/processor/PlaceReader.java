package io.serval.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads the path of a class from its package and its name. */
final class PlaceReader {
    private static final String ROOT = "routes";

    private static final Set<String> FRAMEWORK_FILES = Set.of("_middleware", "_error");

    private final Elements elements;

    PlaceReader(Elements elements) {
        this.elements = elements;
    }

    /** Whether the class is in a {@code routes} tree, and no folder on the way to it is private. */
    boolean inTree(TypeElement type) {
        List<String> packages = packagesOf(type);
        return packages.contains(ROOT) && folders(packages).stream().noneMatch(folder -> folder.startsWith("_"));
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
        var segments = new ArrayList<Segment>();
        String name = type.getSimpleName().toString();
        try {
            for (String folder : folders(packagesOf(type))) {
                segments.add(SegmentName.parse(folder));
            }
            if (!isFrameworkFile(type) && !name.equals("index") && !name.equals("Index")) {
                segments.add(SegmentName.parse(name));
            }
        } catch (NotASegment e) {
            faults.add(
                    Rule.R10,
                    type,
                    "The path of " + type.getQualifiedName() + " cannot be read: " + e.what() + ".",
                    "a literal such as sign_in, a parameter such as $id, or $$rest.",
                    e.hint());
            return Optional.empty();
        }
        var path = new Path(segments);
        check(path, type, faults);
        return Optional.of(
                switch (name) {
                    case "_middleware" -> new Place.OfMiddleware(path);
                    case "_error" -> new Place.OfError(path);
                    default -> new Place.OfRoute(path);
                });
    }

    private static void check(Path path, TypeElement type, Faults faults) {
        var names = new HashSet<String>();
        for (int i = 0; i < path.segments().size(); i++) {
            Segment segment = path.segments().get(i);
            boolean last = i == path.segments().size() - 1;
            if (segment instanceof Segment.Rest && !last) {
                faults.add(
                        Rule.R05,
                        type,
                        "In the path " + path.template() + " of " + type.getQualifiedName() + ", segments follow "
                                + segment.template() + ", which takes all that is left.",
                        segment.template() + " at the end of the path.",
                        "Move what follows it before it, or use a parameter for one segment ($name) there.");
            }
            String name = switch (segment) {
                case Segment.Literal literal -> null;
                case Segment.Parameter parameter -> parameter.name();
                case Segment.Rest rest -> rest.name();
            };
            if (name != null && !names.add(name)) {
                faults.add(
                        Rule.R04,
                        type,
                        "The path " + path.template() + " of " + type.getQualifiedName()
                                + " has two parameters called '" + name + "'.",
                        "a name of its own for each parameter.",
                        "Rename one of the two, and the methods' parameter with it.");
            }
        }
    }

    private List<String> packagesOf(TypeElement type) {
        return List.of(elements.getPackageOf(type).getQualifiedName().toString().split("\\."));
    }

    private static List<String> folders(List<String> packages) {
        return packages.subList(packages.indexOf(ROOT) + 1, packages.size());
    }
}
