package io.serval.core.internal.link;

import io.serval.core.Binder;
import io.serval.core.Operation;
import io.serval.core.Route;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts;
import io.serval.core.internal.path.PathSegment;
import io.serval.core.internal.path.PathTemplate;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
     */
    public record Linked(List<Binder> binders, RouteTree tree) {}

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
        RouteTree tree = RouteFiles.of(application.lookupClass());
        var linker = new Linker(tree);
        linker.checkUnbound();
        tree.binders().forEach((bound, binder) -> linker.load(application, bound, binder));
        linker.checkScopeFiles();
        linker.checkConflicts();
        StartFault.check(linker.faults);
        return new Linked(List.copyOf(linker.binders.values()), tree);
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

    private void checkScopeFiles() {
        var classes = new TreeMap<String, String>();
        templates.forEach((name, folder) -> {
            if (!RouteTree.isScopeFile(name)) {
                return;
            }
            String kind = name.substring(name.lastIndexOf('.') + 1);
            String other = classes.putIfAbsent(kind + " " + folder, name);
            if (other != null) {
                faults.add(new StartFault(
                        "R01",
                        "The folder " + folder + " has two classes " + kind
                                + ", as it is spelled in two ways. Expected "
                                + "one for a folder. Make one of the two.",
                        List.of(place(other), place(name))));
            }
            if (folder.segments().stream().anyMatch(PathSegment.Rest.class::isInstance)) {
                faults.add(new StartFault(
                        "R09",
                        "A " + kind + " cannot hold for " + folder
                                + ", as no folder lies below a rest. Expected it in a "
                                + "folder that routes lie in. Move it to the folder above.",
                        List.of(place(name))));
            }
        });
    }

    private void checkConflicts() {
        var routes = new ArrayList<PathConflicts.Entry>();
        var all = new ArrayList<PathConflicts.Entry>();
        templates.forEach((name, template) -> {
            boolean scopeFile = RouteTree.isScopeFile(name);
            var entry = new PathConflicts.Entry(template, scopeFile ? Set.of() : verbs(name), name);
            all.add(entry);
            if (!scopeFile) {
                routes.add(entry);
            }
        });
        Set<PathConflicts.Conflict> conflicts = new LinkedHashSet<>(PathConflicts.find(routes));
        Set<List<String>> known = conflicts.stream().map(Linker::pair).collect(Collectors.toSet());
        // A folder's own parameters have to be called what its routes call them, or it would hold for none.
        PathConflicts.find(all).stream()
                .filter(conflict -> conflict.rule().equals("R03") && known.add(pair(conflict)))
                .forEach(conflicts::add);
        for (PathConflicts.Conflict conflict : conflicts) {
            faults.add(StartFault.of(
                    conflict,
                    List.of(
                            tree.place(conflict.other(), Optional.of(conflict.verb())),
                            tree.place(conflict.source(), Optional.of(conflict.verb())))));
        }
    }

    private static List<String> pair(PathConflicts.Conflict conflict) {
        return List.of(conflict.rule(), conflict.other(), conflict.source());
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
