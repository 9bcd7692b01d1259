package io.serval.core;

import io.serval.core.internal.path.PathTemplate;
import io.serval.core.internal.path.RouteTrie;
import java.nio.charset.StandardCharsets;

/** Requests as a transport would make them, and what comes back as text. */
final class Requests {
    private Requests() {}

    static Request get(String target) {
        return of("GET", target);
    }

    static Request of(String method, String target) {
        return Request.of(method, target, Headers.empty(), Body.empty(), "r-1", Scope.root());
    }

    /** A GET as a route with the template sees it. */
    static Request matched(String template, String target) {
        var trie = new RouteTrie<String>(false, (first, second) -> first);
        trie.add(PathTemplate.parse(template), template);
        Request request = get(target);
        return request.matched(
                template, trie.find(request.segments()).orElseThrow().positions());
    }

    static Request json(String body) {
        return Request.of(
                "POST",
                "/",
                Headers.of("Content-Type", "application/json; charset=utf-8"),
                Body.of(body.getBytes(StandardCharsets.UTF_8)),
                "r-1",
                Scope.root());
    }

    static Request body(String contentType, byte[] body) {
        return Request.of("POST", "/", Headers.of("Content-Type", contentType), Body.of(body), "r-1", Scope.root());
    }

    static Request with(String... headers) {
        return Request.of("GET", "/", Headers.of(headers), Body.empty(), "r-1", Scope.root());
    }

    static String text(Response response) {
        return new String(((Content.Bytes) response.content()).bytes(), StandardCharsets.UTF_8);
    }
}
