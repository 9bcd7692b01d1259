package io.serval.core.internal.link;

import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts;
import io.serval.core.internal.path.PathSegment;
import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what cannot live beside each other in an application's tree. */
public final class TreeConflicts {
    private final RouteTree tree;
    private final Map<String, PathTemplate> templates;
    private final Map<String, Set<Verb>> verbs;

    /**
     * Creates a search.
     *
     * @param templates the paths of routes and of the folders of the others, by class name
     * @param verbs the verbs of routes, by class name
     */
    TreeConflicts(RouteTree tree, Map<String, PathTemplate> templates, Map<String, Set<Verb>> verbs) {
        this.tree = tree;
        this.templates = new TreeMap<>(templates);
        this.verbs = Map.copyOf(verbs);
    }

    /**
     * Checks folders that differ in case alone, for an application that ignores case. Routes that do are found when
     * they are put together with those of libraries.
     *
     * @throws StartupException with all faults, a paragraph each
     */
    public void checkFoldersIgnoringCase() {
        var lower = new HashMap<String, PathTemplate>();
        templates.forEach((name, template) -> lower.put(name, template.inLowerCase()));
        var ignoringCase = new TreeConflicts(tree, lower, verbs);
        var faults = new ArrayList<>(ignoringCase.scopeFiles());
        PathConflicts.findNames(ignoringCase.entries()).forEach(conflict -> faults.add(ignoringCase.fault(conflict)));
        StartFault.check(faults);
    }

    List<StartFault> find() {
        List<StartFault> faults = scopeFiles();
        Set<PathConflicts.Conflict> conflicts = new LinkedHashSet<>(PathConflicts.find(entries().stream()
                .filter(entry -> !RouteTree.isScopeFile(entry.source()))
                .toList()));
        Set<List<String>> known = conflicts.stream().map(TreeConflicts::pair).collect(Collectors.toSet());
        // A folder's own parameters have to be called what its routes call them, or it would hold for none.
        PathConflicts.findNames(entries()).stream()
                .filter(conflict -> known.add(pair(conflict)))
                .forEach(conflicts::add);
        conflicts.forEach(conflict -> faults.add(fault(conflict)));
        return faults;
    }

    private List<StartFault> scopeFiles() {
        var faults = new ArrayList<StartFault>();
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
        return faults;
    }

    private List<PathConflicts.Entry> entries() {
        var entries = new ArrayList<PathConflicts.Entry>();
        templates.forEach((name, template) ->
                entries.add(new PathConflicts.Entry(template, verbs.getOrDefault(name, Set.of()), name)));
        return entries;
    }

    private StartFault fault(PathConflicts.Conflict conflict) {
        return StartFault.of(
                conflict,
                List.of(
                        tree.place(conflict.other(), Optional.of(conflict.verb())),
                        tree.place(conflict.source(), Optional.of(conflict.verb()))));
    }

    private static List<String> pair(PathConflicts.Conflict conflict) {
        return List.of(conflict.rule(), conflict.other(), conflict.source());
    }

    private String place(String name) {
        return tree.place(name, Optional.empty());
    }
}
