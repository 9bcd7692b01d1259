package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares the trie with the rules written down in the plainest way: filter all templates, sort, take the first. */
class RouteTrieRandomTest {
    private static final List<String> WORDS = List.of("a", "b", "c", "ab", "bb");
    private static final List<String> PATTERNS =
            List.of("{p:[ab]}", "{p:[bc]+}", "{p:a|c}", "a{p}", "{p}b", "{p}b{q}", "{p:.b}", "{p:[^a]*}");

    @Test
    @DisplayName("row 43: for thousands of seeded trees the trie finds what the rules say, and no two routes tie")
    void agrees() {
        var random = new Random(43);
        int found = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Entry> entries = tree(random);
            var trie = new RouteTrie<String>(false, (first, second) -> first + " " + second);
            entries.forEach(entry -> trie.add(entry.template(), entry.source()));
            for (int i = 0; i < 30; i++) {
                List<String> path = path(random);
                Optional<String> expected = naively(entries, path);
                assertThat(trie.find(path).map(RouteTrie.Match::value))
                        .as("%s among %s", path, entries)
                        .isEqualTo(expected);
                found += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(20_000);
    }

    /** Templates that live together, all of them with the same verb. */
    private static List<Entry> tree(Random random) {
        var entries = new ArrayList<Entry>();
        for (int i = random.nextInt(14); i >= 0; i--) {
            PathTemplate template = template(random);
            entries.add(new Entry(template, Set.of(Verb.GET), template.text()));
            if (!PathConflicts.find(entries).isEmpty()) {
                entries.removeLast();
            }
        }
        return entries;
    }

    private static Optional<String> naively(List<Entry> entries, List<String> path) {
        var byRanks = new TreeMap<String, String>();
        for (Entry entry : entries) {
            for (PathTemplate variant : entry.template().variants()) {
                if (fits(variant.segments(), path)) {
                    assertThat(byRanks.put(ranks(variant), entry.source()))
                            .as("%s fits two of %s", path, entries)
                            .isNull();
                }
            }
        }
        return byRanks.values().stream().findFirst();
    }

    private static boolean fits(List<PathSegment> template, List<String> path) {
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i) instanceof PathSegment.Rest rest) {
                return path.size() > i || rest.orNone();
            }
            if (i >= path.size() || !fits(template.get(i), path.get(i))) {
                return false;
            }
        }
        return path.size() == template.size();
    }

    private static boolean fits(PathSegment template, String segment) {
        return switch (template) {
            case PathSegment.Literal(String text) -> text.equals(segment);
            case PathSegment.Pattern pattern ->
                segment.matches(pattern.parts().stream()
                        .map(part -> part instanceof PathSegment.Value(String name, String regex)
                                ? "(" + (regex.isEmpty() ? ".+" : regex) + ")"
                                : part.text())
                        .collect(Collectors.joining()));
            default -> true;
        };
    }

    /** A letter for each segment, so that texts compare as the first difference from the left. */
    private static String ranks(PathTemplate variant) {
        return variant.segments().stream()
                .map(segment -> switch (segment) {
                    case PathSegment.Literal literal -> "l";
                    case PathSegment.Pattern pattern -> "m" + (9 - pattern.literalLength());
                    case PathSegment.Wildcard wildcard -> "w";
                    case PathSegment.Rest rest -> "x";
                    default -> "p";
                })
                .collect(Collectors.joining());
    }

    private static PathTemplate template(Random random) {
        var template = new StringBuilder();
        int depth = random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            // Parameters are called after their depth: one name in one place, and no name twice.
            String name = "p" + i;
            switch (random.nextInt(14)) {
                case 0 -> {
                    String rest = List.of("{" + name + "...}", "{" + name + "...?}", "{...?}")
                            .get(random.nextInt(3));
                    return PathTemplate.parse(template + "/" + rest);
                }
                case 1 -> template.append("/{_}");
                case 2 -> template.append("/{" + name + "?}");
                case 3, 4 -> template.append("/{" + name + "}");
                case 5, 6, 7 ->
                    template.append("/"
                            + PATTERNS.get(random.nextInt(PATTERNS.size()))
                                    .replace("{p", "{" + name)
                                    .replace("{q", "{q" + i));
                default -> template.append("/" + WORDS.get(random.nextInt(WORDS.size())));
            }
        }
        return PathTemplate.parse(template.isEmpty() ? "/" : template.toString());
    }

    private static List<String> path(Random random) {
        var path = new ArrayList<String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            path.add(random.nextInt(5) == 0 ? "x" : WORDS.get(random.nextInt(WORDS.size())));
        }
        return path;
    }
}
