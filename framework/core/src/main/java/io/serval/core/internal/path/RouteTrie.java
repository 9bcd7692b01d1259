package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value whose path template fits a path. In each segment a literal goes before a pattern, of patterns the one
 * with more literal characters, then a parameter, a wildcard and a rest; the first difference from the left decides, and a
 * branch that leads nowhere is left again. An end goes before a rest of none.
 *
 * <p>A lookup allocates nothing, unless a regex is on its way or case is ignored, and it visits no node twice. Filled by
 * one thread, then read by many.
 *
 * @param <V> what is found
 */
public final class RouteTrie<V> {
    /**
     * What was found.
     *
     * @param value the value of the template that fits
     * @param positions where in the path the values of its parameters are
     */
    public record Match<V>(V value, PathValues positions) {}

    private final boolean ignoreCase;
    private final BinaryOperator<V> merge;
    private final Node<V> root = new Node<>();

    /**
     * Creates an empty tree.
     *
     * @param ignoreCase whether literals fit whatever their case
     * @param merge makes one value of two whose templates fit the same paths, the earlier one first
     */
    public RouteTrie(boolean ignoreCase, BinaryOperator<V> merge) {
        this.ignoreCase = ignoreCase;
        this.merge = merge;
    }

    /** Adds a template, with and without each of its optional segments. That it has no conflicts is for the caller to see. */
    public void add(PathTemplate template, V value) {
        for (PathTemplate variant : template.variants()) {
            Node<V> node = root;
            for (PathSegment segment : variant.segments()) {
                node = node.childFor(segment, ignoreCase);
            }
            Match<V> match = node.match
                    .map(before -> new Match<>(merge.apply(before.value(), value), before.positions()))
                    .orElseGet(() -> new Match<>(value, PathValues.of(variant, ignoreCase)));
            node.match = Optional.of(match);
        }
    }

    /** Returns the most specific match for the decoded segments of a path. */
    public Optional<Match<V>> find(List<String> segments) {
        return find(segments, anything -> true);
    }

    /** Returns the most specific match whose value is accepted; values are offered from the most specific on. */
    public Optional<Match<V>> find(List<String> segments, Predicate<? super V> accepted) {
        return find(root, segments, 0, accepted);
    }

    private Optional<Match<V>> find(Node<V> node, List<String> segments, int depth, Predicate<? super V> accepted) {
        if (depth == segments.size()) {
            return atEnd(node, accepted);
        }
        String segment = segments.get(depth);
        Node<V> literal = node.literals.get(ignoreCase ? segment.toLowerCase(Locale.ROOT) : segment);
        Optional<Match<V>> found = literal == null ? Optional.empty() : find(literal, segments, depth + 1, accepted);
        List<PatternNode<V>> patterns = node.patterns;
        for (int i = 0; found.isEmpty() && i < patterns.size(); i++) {
            PatternNode<V> pattern = patterns.get(i);
            if (pattern.matcher.fits(segment)) {
                found = find(pattern.node, segments, depth + 1, accepted);
            }
        }
        if (found.isEmpty() && node.parameter != null) {
            found = find(node.parameter, segments, depth + 1, accepted);
        }
        if (found.isEmpty() && node.wildcard != null) {
            found = find(node.wildcard, segments, depth + 1, accepted);
        }
        if (found.isEmpty() && node.rest != null) {
            found = matchOf(node.rest, accepted);
        }
        return found;
    }

    private Optional<Match<V>> atEnd(Node<V> node, Predicate<? super V> accepted) {
        Optional<Match<V>> found = matchOf(node, accepted);
        return found.isEmpty() && node.rest != null && node.restOrNone ? matchOf(node.rest, accepted) : found;
    }

    private Optional<Match<V>> matchOf(Node<V> node, Predicate<? super V> accepted) {
        return node.match.isPresent() && accepted.test(node.match.get().value()) ? node.match : Optional.empty();
    }

    private record PatternNode<V>(PathSegment.Pattern pattern, SegmentMatcher matcher, Node<V> node) {
        int literalLength() {
            return pattern.literalLength();
        }
    }

    private static final class Node<V> {
        private final Map<String, Node<V>> literals = new HashMap<>();
        private final List<PatternNode<V>> patterns = new ArrayList<>();
        private @Nullable Node<V> parameter;
        private @Nullable Node<V> wildcard;
        private @Nullable Node<V> rest;
        private boolean restOrNone;
        private Optional<Match<V>> match = Optional.empty();

        Node<V> childFor(PathSegment segment, boolean ignoreCase) {
            return switch (segment) {
                case PathSegment.Literal(String text) ->
                    literals.computeIfAbsent(
                            ignoreCase ? text.toLowerCase(Locale.ROOT) : text, ignored -> new Node<>());
                case PathSegment.Pattern pattern -> childFor(pattern, ignoreCase);
                case PathSegment.Parameter ignored -> {
                    parameter = orNew(parameter);
                    yield parameter;
                }
                case PathSegment.Wildcard ignored -> {
                    wildcard = orNew(wildcard);
                    yield wildcard;
                }
                case PathSegment.Rest(String name, boolean orNone) -> {
                    restOrNone |= orNone;
                    rest = orNew(rest);
                    yield rest;
                }
                case PathSegment.Optional optional -> throw new IllegalArgumentException(optional.text());
            };
        }

        private Node<V> childFor(PathSegment.Pattern pattern, boolean ignoreCase) {
            for (PatternNode<V> known : patterns) {
                if (known.pattern.equals(pattern)) {
                    return known.node;
                }
            }
            var added = new PatternNode<V>(pattern, SegmentMatcher.of(pattern, ignoreCase), new Node<>());
            patterns.add(added);
            patterns.sort(Comparator.<PatternNode<V>>comparingInt(PatternNode::literalLength)
                    .reversed());
            return added.node;
        }

        private static <V> Node<V> orNew(@Nullable Node<V> node) {
            return node == null ? new Node<>() : node;
        }
    }
}
