package io.serval.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks. Immutable: middleware that adds something hands on a copy. The one thing that changes is the
 * {@link #body()}, which can be read once.
 */
public final class Request {
    private final String method;
    private final Target target;
    private final Headers headers;
    private final Body body;
    private final String id;
    private final Scope scope;
    private final Principal principal;
    private final Map<String, List<String>> pathValues;
    private final Map<Key<?>, Object> locals;

    private Request(
            String method,
            Target target,
            Headers headers,
            Body body,
            String id,
            Scope scope,
            Principal principal,
            Map<String, List<String>> pathValues,
            Map<Key<?>, Object> locals) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.id = id;
        this.scope = scope;
        this.principal = principal;
        this.pathValues = pathValues;
        this.locals = locals;
    }

    /**
     * Returns a request as a transport hands it to the {@link Dispatcher}.
     *
     * @param method the HTTP method's name, as sent
     * @param target the request target, as sent (RFC 9112 §3.2.1)
     * @param id names the request in logs and problems
     * @param scope the lifetime of the request; the transport closes it
     * @throws ProblemException 400 if the target is not a path with an optional query
     */
    public static Request of(String method, String target, Headers headers, Body body, String id, Scope scope) {
        return new Request(
                method, Target.parse(target), headers, body, id, scope, Principal.ANONYMOUS, Map.of(), Map.of());
    }

    /**
     * Returns a GET of another address by the same client, with its header fields and principal: a subscription within a
     * socket is asked for in this way.
     *
     * @param subscope the lifetime of the new request, a child of this one's
     * @throws ProblemException 400 if the target is not a path with an optional query
     */
    public Request get(String subtarget, Scope subscope) {
        return new Request(
                "GET", Target.parse(subtarget), headers, Body.empty(), id, subscope, principal, Map.of(), Map.of());
    }

    /** The HTTP method's name, as sent; it may be one that nobody knows. */
    public String method() {
        return method;
    }

    /** The path without the query, decoded and with {@code //}, {@code .} and {@code ..} resolved; for people to read. */
    public String path() {
        return target.path();
    }

    /** The decoded segments of the path; a {@code %2F} stays inside its segment. {@code /} has none. */
    public List<String> segments() {
        return target.segments();
    }

    /** The parameters of the query string. */
    public Query query() {
        return target.query();
    }

    /** The header fields. */
    public Headers headers() {
        return headers;
    }

    /** What came after the header; empty for a request without a body. */
    public Body body() {
        return body;
    }

    /** Names this request in logs and in problems. */
    public String id() {
        return id;
    }

    /** How long somebody waits for the answer. */
    public Scope scope() {
        return scope;
    }

    /** Who asks; {@link Principal#ANONYMOUS} unless middleware set somebody. */
    public Principal principal() {
        return principal;
    }

    /** The values of a path parameter: one, several for a rest parameter, none for an unknown name. */
    public List<String> pathValues(String name) {
        return pathValues.getOrDefault(name, List.of());
    }

    /** The value that middleware attached under the key. */
    @SuppressWarnings("unchecked") // with(key, value) is the only way in and takes a T for a Key<T>
    public <T> Optional<T> local(Key<T> key) {
        return Optional.ofNullable((T) locals.get(key));
    }

    /** Returns this request with the value attached under the key. */
    public <T> Request with(Key<T> key, T value) {
        var more = new HashMap<>(locals);
        more.put(key, value);
        return new Request(method, target, headers, body, id, scope, principal, pathValues, Map.copyOf(more));
    }

    /** Returns this request as asked by the principal. */
    public Request with(Principal asker) {
        return new Request(method, target, headers, body, id, scope, asker, pathValues, locals);
    }

    Request withPathValues(Map<String, List<String>> values) {
        return new Request(method, target, headers, body, id, scope, principal, values, locals);
    }

    /** The path as a URI reference. */
    String uri() {
        return target.uri();
    }

    /** For logs: the path is encoded, so that no client can break a line. */
    @Override
    public String toString() {
        return method + " " + uri() + " [" + id + "]";
    }
}
