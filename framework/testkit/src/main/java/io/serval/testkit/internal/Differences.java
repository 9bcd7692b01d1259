package io.serval.testkit.internal;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tells where two JSON documents differ. */
public final class Differences {
    private Differences() {}

    /** Returns the first difference in words, its place as a JSON pointer (RFC 6901); empty if there is none. */
    public static Optional<String> first(JsonNode expected, JsonNode actual) {
        return first("", expected, actual);
    }

    private static Optional<String> first(String at, JsonNode expected, JsonNode actual) {
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        if (expected.isObject() && actual.isObject()) {
            return inObject(at, expected, actual);
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                Optional<String> inside = first(at + "/" + i, expected.get(i), actual.get(i));
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.of(
                (at.isEmpty() ? "the whole" : "at " + at) + " was " + actual + " where " + expected + " was expected");
    }

    private static Optional<String> inObject(String at, JsonNode expected, JsonNode actual) {
        for (String name : expected.propertyNames()) {
            String place = at + "/" + name.replace("~", "~0").replace("/", "~1");
            if (!actual.has(name)) {
                return Optional.of(place + " is missing");
            }
            Optional<String> inside = first(place, expected.get(name), actual.get(name));
            if (inside.isPresent()) {
                return inside;
            }
        }
        return actual.propertyNames().stream()
                .filter(name -> !expected.has(name))
                .findFirst()
                .map(name -> at + "/" + name + " was not expected: " + actual.get(name));
    }
}
