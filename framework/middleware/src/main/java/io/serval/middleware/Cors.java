package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets pages of other origins read responses (the CORS protocol of the Fetch standard).
 *
 * <p>A preflight is answered here, whether the route has an {@code OPTIONS} or not: with a 204 if the origin, the method
 * and all header fields are allowed, else with a 403 that says which is not, and no CORS field. Any other request goes on,
 * whatever its origin; the response says whether the page may read it. That holds for errors too. Every response says that
 * it varies by {@code Origin}, so that no cache hands one origin's response to another.
 *
 * <p>CORS takes the guard of browsers down, it puts none up: what a request may do is for authentication to say. It has no
 * say about WebSockets either.
 *
 * @param origins who may read, exactly as browsers write them: {@code https://app.example}; {@code null}, of sandboxed pages
 *     and files, only if listed; {@code *} alone for any
 * @param methods the methods allowed; GET, HEAD and POST unless set
 * @param headers the names of request header fields allowed; {@code Content-Type} unless set
 * @param exposed the names of response header fields that the page may read; none unless set
 * @param credentials whether requests may carry cookies and the like; not with {@code *}
 * @param maxAge how long the browser may remember the answer to a preflight; 10 minutes unless set
 */
public record Cors(
        Set<String> origins,
        Set<String> methods,
        Set<String> headers,
        Set<String> exposed,
        boolean credentials,
        Duration maxAge)
        implements Middleware {
    private static final Set<String> ANY = Set.of("*");

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if an origin is none, any origin could send credentials, a name is none, or the time
     *     is negative
     */
    public Cors {
        origins = Set.copyOf(origins);
        methods = tokens(methods);
        headers = tokens(headers);
        exposed = tokens(exposed);
        if (!origins.equals(ANY)) {
            origins.forEach(Origins::check);
        }
        if (credentials && (origins.equals(ANY) || origins.contains("null"))) {
            throw new IllegalArgumentException(
                    "Any page could act for every user: '*' and 'null' may not come with credentials. List the origins.");
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("A preflight cannot be remembered for " + maxAge + ".");
        }
    }

    /** Allows the origins; none allows nobody. */
    public static Cors of(String... origins) {
        return new Cors(
                inOrder(List.of(origins)),
                inOrder(List.of("GET", "HEAD", "POST")),
                Set.of("Content-Type"),
                Set.of(),
                false,
                Duration.ofMinutes(10));
    }

    /** Allows any page to read, without credentials: for what is public anyway. */
    public static Cors anyOrigin() {
        return of("*");
    }

    /** Returns these rules with the methods allowed, in place of those before. */
    public Cors withMethods(String... names) {
        return new Cors(origins, inOrder(List.of(names)), headers, exposed, credentials, maxAge);
    }

    /** Returns these rules with the request header fields allowed, in place of those before. */
    public Cors withHeaders(String... names) {
        return new Cors(origins, methods, inOrder(List.of(names)), exposed, credentials, maxAge);
    }

    /** Returns these rules with the response header fields readable, in place of those before. */
    public Cors withExposed(String... names) {
        return new Cors(origins, methods, headers, inOrder(List.of(names)), credentials, maxAge);
    }

    /** Returns these rules with credentials allowed. */
    public Cors withCredentials() {
        return new Cors(origins, methods, headers, exposed, true, maxAge);
    }

    /** Returns these rules with the time that a browser may remember the answer to a preflight. */
    public Cors withMaxAge(Duration time) {
        return new Cors(origins, methods, headers, exposed, credentials, time);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        List<String> from = request.headers().all("Origin");
        if (request.method().equals("OPTIONS")
                && !from.isEmpty()
                && request.headers().contains("Access-Control-Request-Method")) {
            return preflight(request, from);
        }
        return Outgoing.changed(request, next, fields -> readable(fields, from));
    }

    private Response preflight(Request request, List<String> from) {
        Optional<String> refusal = refusal(request, from);
        if (refusal.isPresent()) {
            Response refused = Problem.of(403, refusal.get()).toResponse(request);
            return Outgoing.with(refused, varying(refused.headers()));
        }
        Headers fields = permitted(varying(Headers.empty()), from.getFirst())
                .with("Access-Control-Allow-Methods", String.join(", ", methods))
                .with("Access-Control-Max-Age", Long.toString(maxAge.toSeconds()));
        if (!headers.isEmpty()) {
            fields = fields.with("Access-Control-Allow-Headers", String.join(", ", headers));
        }
        return Outgoing.with(Response.of(204), fields);
    }

    private Optional<String> refusal(Request request, List<String> from) {
        if (!allowed(from)) {
            return Optional.of("Pages of this origin may not read here. If they should, list it in Cors.of(…).");
        }
        if (!request.headers().all("Access-Control-Request-Method").stream().allMatch(methods::contains)) {
            return Optional.of("Pages of other origins may use " + String.join(", ", methods)
                    + " here. If they should use another method, add it by withMethods(…).");
        }
        boolean known = request.headers().all("Access-Control-Request-Headers").stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .allMatch(name -> headers.stream().anyMatch(name::equalsIgnoreCase));
        return known
                ? Optional.empty()
                : Optional.of("Pages of other origins may send the header fields [" + String.join(", ", headers)
                        + "] here. If they should send another, add it by withHeaders(…).");
    }

    private Headers readable(Headers fields, List<String> from) {
        Headers varying = varying(fields);
        if (!allowed(from)) {
            return varying;
        }
        Headers readable = permitted(varying, from.getFirst());
        return exposed.isEmpty()
                ? readable
                : readable.with("Access-Control-Expose-Headers", String.join(", ", exposed));
    }

    private Headers permitted(Headers fields, String origin) {
        Headers permitted = fields.with("Access-Control-Allow-Origin", origins.equals(ANY) ? "*" : origin);
        return credentials ? permitted.with("Access-Control-Allow-Credentials", "true") : permitted;
    }

    /** To any origin the response is the same. */
    private Headers varying(Headers fields) {
        return origins.equals(ANY) ? fields : Vary.on("Origin", fields);
    }

    private boolean allowed(List<String> from) {
        return from.size() == 1 && (origins.equals(ANY) || origins.contains(from.getFirst()));
    }

    private static Set<String> tokens(Set<String> names) {
        names.forEach(name -> Headers.of(name, "")); // which refuses what is no token
        return inOrder(names);
    }

    private static Set<String> inOrder(Collection<String> names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }
}
