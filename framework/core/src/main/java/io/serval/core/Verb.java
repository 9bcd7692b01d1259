package io.serval.core;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a route can answer: the HTTP methods that are names of route methods, {@code any} for all others, and {@code ws}
 * for requests that become a WebSocket.
 */
public enum Verb {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    /** Every method without a handler of its own. */
    ANY,
    /**
     * A GET that asks to become a WebSocket, see {@link Upgrade#requested}. No HTTP method by itself: middleware and error
     * handlers know such a request as a GET.
     */
    WS;

    private static final Map<String, Verb> BY_METHOD = EnumSet.complementOf(EnumSet.of(ANY, WS)).stream()
            .collect(Collectors.toUnmodifiableMap(Verb::name, verb -> verb));

    /** Returns the verb of an HTTP method name, which is case-sensitive (RFC 9110 §9.1); empty for an unknown one. */
    public static Optional<Verb> ofMethod(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    /**
     * Whether this verb answers any request of the method: HEAD is also answered by {@code get} (RFC 9110 §9.3.2), and
     * {@code ws} answers none, as it takes more than a method.
     */
    public boolean answers(String method) {
        return this == ANY || this == BY_METHOD.get(method) || (this == GET && method.equals("HEAD"));
    }

    /** The name of the route method that answers this verb: {@code get}, {@code ws}, and so on. */
    public String methodName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
