package io.serval.core;

import io.serval.core.internal.path.PathValues;
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
    private final Peer peer;
    private final String template;
    private final Principal principal;
    private final PathValues positions;
    private final Map<Key<?>, Object> locals;

    private Request(
            String method,
            Target target,
            Headers headers,
            Body body,
            String id,
            Scope scope,
            Peer peer,
            String template,
            Principal principal,
            PathValues positions,
            Map<Key<?>, Object> locals) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.id = id;
        this.scope = scope;
        this.peer = peer;
        this.template = template;
        this.principal = principal;
        this.positions = positions;
        this.locals = locals;
    }

    /**
     * Returns a request as a transport hands it to the {@link Dispatcher}.
     *
     * @param method the HTTP method's name, as sent
     * @param target the request target, as sent (RFC 9112 §3.2.1), or {@code *} of an {@code OPTIONS}
     * @param id names the request in logs and problems
     * @param scope the lifetime of the request; the transport closes it
     * @param peer who is at the other end
     * @throws ProblemException 400 if the target is not a path with an optional query
     */
    public static Request of(
            String method, String target, Headers headers, Body body, String id, Scope scope, Peer peer) {
        Target parsed = method.equals("OPTIONS") && target.equals("*") ? Target.SERVER : Target.parse(target);
        return new Request(
                method, parsed, headers, body, id, scope, peer, "", Principal.ANONYMOUS, PathValues.NONE, Map.of());
    }

    /**
     * Returns a request that came by no connection, as in tests.
     *
     * @throws ProblemException 400 if the target is not a path with an optional query
     */
    public static Request of(String method, String target, Headers headers, Body body, String id, Scope scope) {
        return of(method, target, headers, body, id, scope, Peer.LOCAL);
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
                "GET",
                Target.parse(subtarget),
                headers,
                Body.empty(),
                id,
                subscope,
                peer,
                "",
                principal,
                PathValues.NONE,
                Map.of());
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

    /** Who is at the other end of the connection, and how it was asked for. */
    public Peer peer() {
        return peer;
    }

    /**
     * The path template of the route that the request fits, as in {@code /orders/{id}}: what to count and to name requests
     * by. Empty outside of a route: a public file, a 404.
     */
    public Optional<String> template() {
        return template.isEmpty() ? Optional.empty() : Optional.of(template);
    }

    /** Who asks; {@link Principal#ANONYMOUS} unless middleware set somebody. */
    public Principal principal() {
        return principal;
    }

    /** The values of a path parameter: one, several for a rest parameter, none for an unknown name. */
    public List<String> pathValues(String name) {
        return positions.of(name, target.segments());
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
        return new Request(
                method, target, headers, body, id, scope, peer, template, principal, positions, Map.copyOf(more));
    }

    /** Returns this request with other header fields: those that what is further inside is to go by. */
    public Request with(Headers other) {
        return new Request(method, target, other, body, id, scope, peer, template, principal, positions, locals);
    }

    /** Returns this request as asked by the principal. */
    public Request with(Principal asker) {
        return new Request(method, target, headers, body, id, scope, peer, template, asker, positions, locals);
    }

    /** Returns this request with another body: middleware that has read the body hands on what it read. */
    public Request with(Body other) {
        return new Request(method, target, headers, other, id, scope, peer, template, principal, positions, locals);
    }

    /** Returns this request with a body of at most so many bytes, in place of the server's limit. */
    public Request withBodyLimit(long bytes) {
        return new Request(
                method, target, headers, body.limit(bytes), id, scope, peer, template, principal, positions, locals);
    }

    /** Returns this request as one for the route, with the values of its path to be found at the positions. */
    Request matched(String route, PathValues at) {
        return new Request(method, target, headers, body, id, scope, peer, route, principal, at, locals);
    }

    /** Whether this is {@code OPTIONS *}. */
    boolean aboutServer() {
        return target.form() == Target.Form.SERVER;
    }

    /** Whether the path ends with a slash that is not all of it. */
    boolean endsInSlash() {
        return target.form() == Target.Form.PATH_WITH_SLASH;
    }

    /** What stands after the question mark, with it; empty if there is none. */
    String search() {
        return target.rawQuery().isEmpty() ? "" : "?" + target.rawQuery();
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
