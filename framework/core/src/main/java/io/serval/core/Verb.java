package io.serval.core;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a route can answer: the HTTP methods that are names of route methods, and {@code any} for all others. */
public enum Verb {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    /** Every method without a handler of its own. */
    ANY;

    private static final Map<String, Verb> BY_METHOD = EnumSet.complementOf(EnumSet.of(ANY)).stream()
            .collect(Collectors.toUnmodifiableMap(Verb::name, verb -> verb));

    /** Returns the verb of an HTTP method name, which is case-sensitive (RFC 9110 §9.1); empty for an unknown one. */
    public static Optional<Verb> ofMethod(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    /** Whether this verb answers requests of the method: HEAD is also answered by {@code get} (RFC 9110 §9.3.2). */
    public boolean answers(String method) {
        return this == ANY || name().equals(method) || (this == GET && method.equals("HEAD"));
    }

    /** The name of the route method that answers this verb: {@code get}, {@code post}, and so on. */
    public String methodName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
