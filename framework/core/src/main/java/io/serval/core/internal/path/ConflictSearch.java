package io.serval.core.internal.path;

import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts.Conflict;
import io.serval.core.internal.path.PathConflicts.Entry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** One search for conflicts: the variants of all entries are put into a tree, where those that may clash meet. */
final class ConflictSearch {
    /** One variant of an entry. */
    private record Use(Entry entry, PathTemplate variant) {}

    /** What a variant calls a segment. */
    private record Naming(PathSegment segment, Use use) {}

    private static final class Node {
        /** By their shape, which is the segment without names. */
        private final SequencedMap<PathSegment, Node> children = new LinkedHashMap<>();

        private final List<Naming> namings = new ArrayList<>();
        private final List<Use> ends = new ArrayList<>();

        PathSegment segment() {
            return namings.getFirst().segment();
        }

        Use user() {
            return namings.getFirst().use();
        }

        List<Use> all() {
            var all = new ArrayList<>(ends);
            children.values().forEach(child -> all.addAll(child.all()));
            return all;
        }
    }

    private final List<Entry> entries;
    private final boolean patterns;
    private final Set<Conflict> found = new LinkedHashSet<>();

    /** Creates a search, which compares patterns too if it is told to: that alone may take long. */
    ConflictSearch(List<Entry> entries, boolean patterns) {
        this.entries = List.copyOf(entries);
        this.patterns = patterns;
    }

    List<Conflict> find() {
        var root = new Node();
        var alike = new HashMap<List<PathSegment>, List<Use>>();
        for (Entry entry : entries) {
            for (PathTemplate variant : entry.template().variants()) {
                var use = new Use(entry, variant);
                add(root, use);
                compareWildcards(
                        use,
                        alike.computeIfAbsent(
                                variant.segments().stream()
                                        .map(ConflictSearch::withoutWildcard)
                                        .toList(),
                                ignored -> new ArrayList<>()));
            }
        }
        compareChildren(root, 0);
        return List.copyOf(found);
    }

    private void add(Node root, Use use) {
        Node node = root;
        for (PathSegment segment : use.variant().segments()) {
            compareRests(node, segment, use);
            Node child = node.children.computeIfAbsent(shape(segment), ignored -> new Node());
            child.namings.add(new Naming(segment, use));
            node = child;
        }
        for (Use before : node.ends) {
            compareEnds(before, use);
        }
        node.ends.add(use);
    }

    private void compareChildren(Node node, int depth) {
        if (patterns) {
            comparePatterns(node, depth);
        }
        for (Node child : node.children.values()) {
            compareNames(child.namings);
            compareChildren(child, depth + 1);
        }
    }

    /** A template with an optional segment may give a position two names by itself; others have to use one of them. */
    private void compareNames(List<Naming> namings) {
        var byEntry = new LinkedHashMap<Entry, List<Naming>>();
        for (Naming naming : namings) {
            byEntry.computeIfAbsent(naming.use().entry(), ignored -> new ArrayList<>())
                    .add(naming);
        }
        List<Naming> first = byEntry.firstEntry().getValue();
        for (List<Naming> others : byEntry.values()) {
            boolean shared = others.stream()
                    .anyMatch(other ->
                            first.stream().anyMatch(naming -> naming.segment().equals(other.segment())));
            if (!shared) {
                addNameDrift(first.getFirst(), others.getFirst());
            }
        }
    }

    private void addNameDrift(Naming before, Naming after) {
        add(
                "R03",
                after.use(),
                before.use(),
                "One position has two names: " + after.segment().text() + " in " + text(after.use()) + ", and "
                        + before.segment().text() + " in " + text(before.use()) + ".",
                "one name for a position of the path",
                "Rename one of them, and the methods' parameter with it.");
    }

    private void compareRests(Node parent, PathSegment segment, Use use) {
        if (segment instanceof PathSegment.Rest rest) {
            for (Node sibling : parent.children.values()) {
                if (sibling.segment() instanceof PathSegment.Rest other
                        && !shape(other).equals(shape(rest))) {
                    add(
                            "R02",
                            use,
                            sibling.user(),
                            text(use) + " and " + text(sibling.user()) + " both take all that is left of a path.",
                            "one form of rest in a folder",
                            "Keep " + rest.text() + " or " + other.text() + ".");
                }
            }
        }
    }

    private void compareEnds(Use before, Use use) {
        if (before.entry().equals(use.entry())) {
            add(
                    "R02",
                    use,
                    before,
                    text(use) + " is read in two ways where only one of its optional segments is there.",
                    "at most one optional segment where nothing tells it from the next",
                    "Make one of them a segment that must be there, or put a literal between them.");
            return;
        }
        for (int i = 0; i < use.variant().segments().size(); i++) {
            var naming = new Naming(before.variant().segments().get(i), before);
            var other = new Naming(use.variant().segments().get(i), use);
            if (!naming.segment().equals(other.segment())) {
                addNameDrift(naming, other);
                return;
            }
        }
        Set<Verb> shared = shared(before, use);
        if (shared.isEmpty()) {
            return;
        }
        if (text(before).equals(text(use))) {
            add(
                    "R01",
                    use,
                    before,
                    words(shared) + " " + text(use) + " is answered twice.",
                    "one method for a verb and a path",
                    "Remove one of the two methods, or move one of the classes.");
        } else {
            add(
                    "R02",
                    use,
                    before,
                    words(shared) + " " + use.variant().text() + " is answered by " + text(use) + " and by "
                            + text(before) + ".",
                    "one method for a verb and a path, with and without the optional segment",
                    "Remove the verb from one of the two, or make the segment one that must be there.");
        }
    }

    private void compareWildcards(Use use, List<Use> alike) {
        for (Use before : alike) {
            if (!shapes(before).equals(shapes(use))) {
                add(
                        "R02",
                        use,
                        before,
                        text(use) + " and " + text(before) + " fit the same paths.",
                        "a parameter or {_}, not both in front of the same continuation",
                        "Keep the parameter if its value is used, and {_} ($_) if not.");
            }
        }
        alike.add(use);
    }

    private void comparePatterns(Node node, int depth) {
        List<Node> patterns = node.children.values().stream()
                .filter(child -> child.segment() instanceof PathSegment.Pattern)
                .toList();
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = 0; j < i; j++) {
                comparePatterns(patterns.get(j), patterns.get(i), depth);
            }
        }
    }

    private void comparePatterns(Node one, Node other, int depth) {
        var first = (PathSegment.Pattern) one.segment();
        var second = (PathSegment.Pattern) other.segment();
        if (first.literalLength() != second.literalLength()) {
            return;
        }
        PatternOverlap overlap = PatternOverlap.between(first, second);
        if (overlap instanceof PatternOverlap.None) {
            return;
        }
        for (Use before : one.all()) {
            for (Use use : other.all()) {
                if (Continuations.meet(
                        before.variant().segments(), use.variant().segments(), depth + 1)) {
                    addAmbiguity(use, second, before, first, overlap);
                    return;
                }
            }
        }
    }

    private void addAmbiguity(
            Use use, PathSegment.Pattern second, Use before, PathSegment.Pattern first, PatternOverlap overlap) {
        String both = second.text() + " and " + first.text();
        add(
                "R02",
                use,
                before,
                overlap instanceof PatternOverlap.Found(String example)
                        ? both + " are equally specific, and '" + example + "' fits both."
                        : both + " are equally specific, and whether a segment fits both cannot be told: "
                                + ((PatternOverlap.Unknown) overlap).reason() + ".",
                "patterns that no segment fits in common, or one with more literal characters",
                "Make their literal parts differ, or narrow one of them.");
    }

    private void add(String rule, Use use, Use other, String what, String expected, String hint) {
        Set<Verb> verbs = shared(use, other);
        Verb verb = (verbs.isEmpty() ? use.entry().verbs() : verbs)
                .stream().min(Verb::compareTo).orElse(Verb.ANY);
        found.add(new Conflict(rule, use.entry().source(), other.entry().source(), verb, what, expected, hint));
    }

    private static Set<Verb> shared(Use one, Use other) {
        Set<Verb> shared = EnumSet.noneOf(Verb.class);
        shared.addAll(one.entry().verbs());
        shared.retainAll(other.entry().verbs());
        return shared;
    }

    private static String words(Set<Verb> verbs) {
        return verbs.stream()
                .map(verb -> verb == Verb.ANY ? "Any verb of" : verb.name())
                .collect(Collectors.joining(" and "));
    }

    private static String text(Use use) {
        return use.entry().template().text();
    }

    private static List<PathSegment> shapes(Use use) {
        return use.variant().segments().stream().map(ConflictSearch::shape).toList();
    }

    private static PathSegment withoutWildcard(PathSegment segment) {
        return segment instanceof PathSegment.Wildcard ? new PathSegment.Parameter("") : shape(segment);
    }

    private static PathSegment shape(PathSegment segment) {
        return switch (segment) {
            case PathSegment.Literal literal -> literal;
            case PathSegment.Wildcard wildcard -> wildcard;
            case PathSegment.Parameter parameter -> new PathSegment.Parameter("");
            case PathSegment.Optional optional -> new PathSegment.Optional("");
            case PathSegment.Rest rest -> new PathSegment.Rest(rest.name().isEmpty() ? "" : "_", rest.orNone());
            case PathSegment.Pattern(List<PathSegment.Part> parts) ->
                new PathSegment.Pattern(parts.stream()
                        .map(part -> part instanceof PathSegment.Value(String name, String regex)
                                ? new PathSegment.Value("", regex)
                                : part)
                        .toList());
        };
    }
}
