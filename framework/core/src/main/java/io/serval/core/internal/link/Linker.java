package io.serval.core.internal.link;

import io.serval.core.Binder;
import io.serval.core.Operation;
import io.serval.core.Route;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathTemplate;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Loads the binders that the processor wrote for an application, and checks what only the whole application can show. */
public final class Linker {
    /**
     * An application whose parts fit together.
     *
     * @param binders one of each class, in the order of the classes' names
     * @param conflicts finds what cannot live beside each other
     */
    public record Linked(List<Binder> binders, RouteTree tree, TreeConflicts conflicts) {
        /** Of an application without a tree. */
        public static final Linked NONE =
                new Linked(List.of(), RouteTree.EMPTY, new TreeConflicts(RouteTree.EMPTY, Map.of(), Map.of()));
    }

    private final RouteTree tree;
    private final Map<String, Binder> binders = new TreeMap<>();
    private final Map<String, PathTemplate> templates = new TreeMap<>();
    private final List<StartFault> faults = new ArrayList<>();

    private Linker(RouteTree tree) {
        this.tree = tree;
    }

    /**
     * Links an application.
     *
     * @param application the application's own look-up: its class tells where the tree is
     * @throws StartupException with all faults, a paragraph each
     */
    public static Linked link(MethodHandles.Lookup application) {
        requireTreeOfOwn(application.lookupClass());
        RouteTree tree = RouteFiles.of(application.lookupClass());
        var linker = new Linker(tree);
        linker.checkUnbound();
        tree.binders().forEach((bound, binder) -> linker.load(application, bound, binder));
        var conflicts = new TreeConflicts(tree, linker.templates, linker.verbs());
        linker.faults.addAll(conflicts.find());
        StartFault.check(linker.faults);
        return new Linked(List.copyOf(linker.binders.values()), tree, conflicts);
    }

    /** The processor takes the first package of this name for the tree. */
    private static void requireTreeOfOwn(Class<?> application) {
        String name = application.getPackageName();
        if (List.of(name.split("\\.")).contains("routes")) {
            throw new StartupException("The application " + application.getName() + " lies in the package " + name
                    + ", which lies in a package called routes itself. Expected that name for the tree beside the "
                    + "application alone. Rename the package above it.");
        }
    }

    private void checkUnbound() {
        List<String> unbound = tree.unbound();
        if (!unbound.isEmpty()) {
            faults.add(new StartFault(
                    "",
                    "These classes have no binder, because they were compiled without Serval's processor. Add "
                            + "io.serval:serval-processor to the compiler's annotationProcessorPaths (javac: "
                            + "--processor-path) and compile again.",
                    unbound.stream().map(this::place).toList()));
        }
    }

    private void load(MethodHandles.Lookup application, String bound, String binderName) {
        try {
            var binder = (Binder)
                    application.findClass(binderName).getDeclaredConstructor().newInstance();
            checkTemplate(bound, binder);
            binders.put(bound, binder);
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            faults.add(new StartFault(
                    "",
                    "The binder " + binderName + " of " + bound + " does not load (" + e
                            + "). Clean the build and compile again.",
                    List.of(place(bound))));
        }
    }

    /** A binder is as old as its class, while the names of the folders around it may have changed. */
    private void checkTemplate(String bound, Binder binder) {
        String written = switch (binder) {
            case Binder.OfRoute route -> route.route().path();
            case Binder.OfMiddleware middleware -> middleware.folder();
            case Binder.OfError error -> error.folder();
            case Binder.OfGlobal global -> "";
        };
        if (tree.isGlobal(bound)) {
            return;
        }
        try {
            PathTemplate template = tree.templateOf(bound);
            templates.put(bound, template);
            if (!template.text().equals(written)) {
                faults.add(new StartFault(
                        "",
                        "The binder of " + bound + " says " + written
                                + ", and the names and @Segment annotations on the "
                                + "way to the class say " + template
                                + ": a package-info changed, and not everything was "
                                + "compiled after it. Clean the build and compile again.",
                        List.of(place(bound))));
            }
        } catch (PathTemplate.Malformed e) {
            faults.add(new StartFault(
                    e.rule(),
                    "The path of " + bound + " cannot be read: " + e.what() + ". " + e.hint(),
                    List.of(place(bound))));
        }
    }

    private Map<String, Set<Verb>> verbs() {
        return templates.keySet().stream()
                .filter(name -> !RouteTree.isScopeFile(name))
                .collect(Collectors.toMap(name -> name, this::verbs));
    }

    /** The verbs that the binder describes, or those of the class if it describes none. */
    private Set<Verb> verbs(String name) {
        Route route = binders.get(name) instanceof Binder.OfRoute binder ? binder.route() : null;
        Set<Verb> described = route == null
                ? Set.of()
                : route.operations().stream().map(Operation::verb).collect(Collectors.toSet());
        ClassFacts facts = tree.classes().get(name);
        return described.isEmpty() && facts != null ? facts.verbs() : described;
    }

    private String place(String name) {
        return tree.place(name, Optional.empty());
    }
}
