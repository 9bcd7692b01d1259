package io.serval.core.internal;

import io.serval.core.StartupException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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

    private final Node<V> root = new Node<>("");

    /**
     * Adds a template.
     *
     * @throws StartupException if the template is there already (R01), or names a parameter differently (R03)
     */
    public void add(String template, V value) {
        Node<V> node = root;
        for (Segment segment : Segment.parse(template)) {
            node = node.childFor(segment, template);
        }
        if (node.value != null) {
            throw new StartupException("R01: two routes have the address " + template + ".");
        }
        node.value = value;
    }

    /** Returns the most specific match for the decoded segments of a path. */
    public Optional<Match<V>> find(List<String> segments) {
        var pathValues = new LinkedHashMap<String, List<String>>();
        V found = find(root, segments, 0, pathValues);
        return found == null ? Optional.empty() : Optional.of(new Match<>(found, Map.copyOf(pathValues)));
    }

    /** Calls the action with each template and its value. */
    public void forEach(BiConsumer<String, V> action) {
        root.forEach("", action);
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
        private final Map<String, Node<V>> literals = new HashMap<>();
        private @Nullable Node<V> parameter;
        private @Nullable Node<V> rest;
        private @Nullable V value;

        Node(String name) {
            this.name = name;
        }

        Node<V> childFor(Segment segment, String template) {
            return switch (segment) {
                case Segment.Literal literal ->
                    literals.computeIfAbsent(literal.text(), ignored -> new Node<>(literal.text()));
                case Segment.Parameter wanted -> {
                    parameter = sameName(parameter, wanted.name(), template);
                    yield parameter;
                }
                case Segment.Rest wanted -> {
                    rest = sameName(rest, wanted.name(), template);
                    yield rest;
                }
            };
        }

        private static <V> Node<V> sameName(@Nullable Node<V> node, String name, String template) {
            if (node != null && !node.name.equals(name)) {
                throw new StartupException("R03: " + template + " calls the parameter '" + name
                        + "' that another route at the same place calls '" + node.name + "'. Give both one name.");
            }
            return node == null ? new Node<>(name) : node;
        }

        void forEach(String template, BiConsumer<String, V> action) {
            if (value != null) {
                action.accept(template.isEmpty() ? "/" : template, value);
            }
            var children = new ArrayList<Map.Entry<String, Node<V>>>();
            literals.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(children::add);
            if (parameter != null) {
                children.add(Map.entry("{" + parameter.name + "}", parameter));
            }
            if (rest != null) {
                children.add(Map.entry("{" + rest.name + "...}", rest));
            }
            children.forEach(child -> child.getValue().forEach(template + "/" + child.getKey(), action));
        }
    }
}
