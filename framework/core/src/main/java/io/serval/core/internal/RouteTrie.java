package io.serval.core.internal;

import io.serval.core.StartupException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value whose path template fits a path. In each segment a literal goes before a parameter, and a parameter
 * before a rest; the first difference from the left decides, and a branch that leads nowhere is left again.
 *
 * @param <V> what is found
 */
public final class RouteTrie<V> {
    /**
     * What was found.
     *
     * @param value the value of the template that fits
     * @param pathValues the values of the template's parameters
     */
    public record Match<V>(V value, Map<String, List<String>> pathValues) {}

    private final Node<V> root = new Node<>("", "");

    /**
     * Adds a template.
     *
     * @param source who declares it, for messages
     * @throws StartupException if the template is there already (R01), or names a parameter unlike another (R03) or
     *     twice (R04), or goes on after a rest (R05)
     */
    public void add(String template, String source, V value) {
        Node<V> node = root;
        for (Segment segment : Segment.parse(template, source)) {
            node = node.childFor(segment, template, source);
        }
        if (node.value != null) {
            throw new StartupException("R01: " + node.valueSource + " and " + source + " have the same address, "
                    + template + ". Move one of them.");
        }
        node.value = value;
        node.valueSource = source;
    }

    /** Returns the most specific match for the decoded segments of a path. */
    public Optional<Match<V>> find(List<String> segments) {
        var pathValues = new LinkedHashMap<String, List<String>>();
        V found = find(root, segments, 0, pathValues);
        return found == null ? Optional.empty() : Optional.of(new Match<>(found, Map.copyOf(pathValues)));
    }

    private static <V> @Nullable V find(
            Node<V> node, List<String> segments, int depth, Map<String, List<String>> pathValues) {
        if (depth == segments.size()) {
            return node.value;
        }
        String segment = segments.get(depth);
        Node<V> literal = node.literals.get(segment);
        if (literal != null) {
            V found = find(literal, segments, depth + 1, pathValues);
            if (found != null) {
                return found;
            }
        }
        Node<V> parameter = node.parameter;
        if (parameter != null) {
            V found = find(parameter, segments, depth + 1, pathValues);
            if (found != null) {
                pathValues.put(parameter.name, List.of(segment));
                return found;
            }
        }
        Node<V> rest = node.rest;
        if (rest != null) {
            pathValues.put(rest.name, List.copyOf(segments.subList(depth, segments.size())));
            return rest.value;
        }
        return null;
    }

    private static final class Node<V> {
        private final String name;
        private final String source;
        private final Map<String, Node<V>> literals = new HashMap<>();
        private @Nullable Node<V> parameter;
        private @Nullable Node<V> rest;
        private @Nullable V value;
        private @Nullable String valueSource;

        Node(String name, String source) {
            this.name = name;
            this.source = source;
        }

        Node<V> childFor(Segment segment, String template, String from) {
            return switch (segment) {
                case Segment.Literal literal ->
                    literals.computeIfAbsent(literal.text(), text -> new Node<>(text, from));
                case Segment.Parameter wanted -> {
                    parameter = sameName(parameter, wanted.text(), template, from);
                    yield parameter;
                }
                case Segment.Rest wanted -> {
                    rest = sameName(rest, wanted.text(), template, from);
                    yield rest;
                }
            };
        }

        private static <V> Node<V> sameName(@Nullable Node<V> node, String name, String template, String from) {
            if (node != null && !node.name.equals(name)) {
                throw new StartupException("R03: " + from + " calls a parameter of " + template + " '" + name
                        + "' that " + node.source + " calls '" + node.name + "'. Give both one name.");
            }
            return node == null ? new Node<>(name, from) : node;
        }
    }
}
