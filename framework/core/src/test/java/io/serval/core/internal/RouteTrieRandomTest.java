package io.serval.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares the trie with the rules written down in the plainest way: filter all templates, sort, take the first. */
class RouteTrieRandomTest {
    private static final List<String> WORDS = List.of("a", "b", "c");

    @Test
    @DisplayName("row 43: for thousands of seeded trees and paths the trie finds what the rules say")
    void agrees() {
        var random = new Random(43);
        for (int round = 0; round < 2_000; round++) {
            var templates = new TreeSet<String>();
            var trie = new RouteTrie<String>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                templates.add(template(random));
            }
            templates.forEach(template -> trie.add(template, template, template));
            for (int i = 0; i < 30; i++) {
                List<String> path = path(random);
                assertThat(trie.find(path).map(RouteTrie.Match::value))
                        .as("%s among %s", path, templates)
                        .isEqualTo(naively(List.copyOf(templates), path));
            }
        }
    }

    private static Optional<String> naively(List<String> templates, List<String> path) {
        return templates.stream()
                .filter(template -> fits(Segment.parse(template), path))
                .min(Comparator.comparing(RouteTrieRandomTest::ranks));
    }

    private static boolean fits(List<Segment> template, List<String> path) {
        boolean rest = !template.isEmpty() && template.getLast() instanceof Segment.Rest;
        if (rest ? path.size() < template.size() : path.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i) instanceof Segment.Literal literal
                    && !literal.text().equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** One letter for each segment, so that texts compare as the first difference from the left. */
    private static String ranks(String template) {
        var ranks = new StringBuilder();
        for (Segment segment : Segment.parse(template)) {
            ranks.append(
                    switch (segment) {
                        case Segment.Literal literal -> 'l';
                        case Segment.Parameter parameter -> 'p';
                        case Segment.Rest rest -> 'r';
                    });
        }
        return ranks.toString();
    }

    private static String template(Random random) {
        var template = new StringBuilder();
        int depth = random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            int kind = random.nextInt(10);
            if (kind == 0) {
                return template.append("/{rest...}").toString();
            }
            // Parameters are called after their depth: one name in one place, and no name twice.
            template.append('/').append(kind < 4 ? "{p" + i + "}" : WORDS.get(random.nextInt(WORDS.size())));
        }
        return template.isEmpty() ? "/" : template.toString();
    }

    private static List<String> path(Random random) {
        var path = new ArrayList<String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            path.add(random.nextInt(5) == 0 ? "x" : WORDS.get(random.nextInt(WORDS.size())));
        }
        return path;
    }
}
