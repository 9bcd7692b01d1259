package io.serval.middleware;

import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Peer;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Requests as a transport would make them, and what comes back as text. */
final class Ask {
    private Ask() {}

    static Request get(String... headers) {
        return of("GET", headers);
    }

    static Request of(String method, String... headers) {
        return Request.of(method, "/", Headers.of(headers), Body.empty(), "r-1", Scope.root());
    }

    static Request from(String address, String... headers) {
        return from(new Peer(address(address), "http", "shop.example", "HTTP/1.1"), headers);
    }

    static Request from(Peer peer, String... headers) {
        return Request.of("GET", "/", Headers.of(headers), Body.empty(), "r-1", Scope.root(), peer);
    }

    static String text(Response response) {
        return new String(((Content.Bytes) response.content()).bytes(), StandardCharsets.UTF_8);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
