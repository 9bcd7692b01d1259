package io.serval.netty.internal;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.serval.core.Body;
import io.serval.core.Headers;
import io.serval.core.Peer;
import io.serval.core.Request;
import io.serval.core.Scope;
import io.serval.core.TrustedProxies;
import java.util.Map;

/**
 * A request as it came; its body may still be coming.
 *
 * @param peer who sent it
 * @param http10 whether the client speaks HTTP/1.0
 * @param keepAlive whether the client would use the connection again
 */
record Incoming(
        String method, String target, HttpHeaders headers, Body body, Peer peer, boolean http10, boolean keepAlive) {
    private static final String HTTP_2 = "HTTP/2";

    /** Of a request whose body matters no more. */
    private static final Body GONE = Body.empty();

    static Incoming of(HttpRequest head, Body body, Wire wire) {
        return new Incoming(
                head.method().name(),
                head.uri(),
                head.headers(),
                body,
                new Peer(
                        wire.clientAddress(),
                        wire.scheme(),
                        RequestTarget.authority(head.uri())
                                .orElseGet(() -> head.headers().get(HttpHeaderNames.HOST, "")),
                        head.protocolVersion().text()),
                head.protocolVersion().equals(HttpVersion.HTTP_1_0),
                HttpUtil.isKeepAlive(head));
    }

    /** Returns a request of HTTP/2. */
    static Incoming of(Http2Head head, Body body, Wire wire) {
        var peer = new Peer(wire.clientAddress(), wire.scheme(), head.authority(), HTTP_2, true);
        return new Incoming(head.method(), head.path(), head.fields(), body, peer, false, true);
    }

    /** Returns this request as one of the client that a trusted proxy names, if there is one at the other end. */
    Incoming behind(TrustedProxies proxies) {
        Peer client = proxies.client(peer, headers::getAll);
        return client == peer ? this : new Incoming(method, target, headers, body, client, http10, keepAlive);
    }

    /** Returns this request as one of which only its name matters any more. */
    Incoming withoutFields() {
        return new Incoming(method, target, EmptyHttpHeaders.INSTANCE, GONE, peer, http10, keepAlive);
    }

    boolean isHttp2() {
        return peer.protocol().equals(HTTP_2);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Returns the request as handlers see it. */
    Request toRequest(String id, Scope scope) {
        var fields = new String[2 * headers.size()];
        int next = 0;
        for (Map.Entry<String, String> field : headers) {
            fields[next++] = field.getKey();
            fields[next++] = field.getValue();
        }
        return Request.of(method, RequestTarget.originForm(target), Headers.of(fields), body, id, scope, peer);
    }
}
