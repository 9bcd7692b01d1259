package io.serval.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query string ({@code application/x-www-form-urlencoded}), decoded; immutable. */
public final class Query {
    private static final Query EMPTY = new Query(Map.of());

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Parses what stands after the question mark.
     *
     * @throws ProblemException 400 if a percent-encoding is broken
     */
    public static Query parse(String query) {
        return parse(query, "query string");
    }

    /** Parses a text of this form, which problems call by the name. */
    static Query parse(String query, String called) {
        if (query.isEmpty()) {
            return EMPTY;
        }
        var parsed = new LinkedHashMap<String, List<String>>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), called);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), called);
                parsed.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            }
        }
        parsed.replaceAll((name, all) -> List.copyOf(all));
        return new Query(parsed);
    }

    /** Returns the first value of the name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns all values of the name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the names, in order of their first occurrence. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    private static String decode(String text, String called) {
        try {
            return PercentEncoding.decode(text.replace('+', ' '));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(400, "The " + called + " has a broken percent-encoding: '" + text + "'."));
        }
    }
}
