package io.serval.netty.internal;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.serval.core.Problem;
import io.serval.netty.Limits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as HTTP/2 has it (RFC 9113 §8.3.1), turned into fields as HTTP/1.1 has them.
 *
 * @param path the target
 * @param authority the host, with its port if the client named one
 * @param protocol what an extended CONNECT wants of the stream (RFC 8441 §4); empty for any other request
 * @param fields all fields, {@code Host} among them
 */
record Http2Head(String method, String path, String authority, String protocol, HttpHeaders fields) {
    private static final String WEBSOCKET = "websocket";
    private static final CharSequence PROTOCOL = Http2Headers.PseudoHeaderName.PROTOCOL.value();
    private static final DefaultHttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false).withNameValidation(false);

    /**
     * Reads a head. The codec has checked names, and that pseudo-header fields are known and come first.
     *
     * @throws Http2Exception for the stream, if the request is malformed (RFC 9113 §8.1.1)
     */
    static Http2Head of(Http2Headers headers, int stream) throws Http2Exception {
        String method = one(headers, Http2Headers.PseudoHeaderName.METHOD, stream);
        if (!allow(method, Syntax::isToken)) {
            throw malformed(stream, ":method is a token (§8.3.1)");
        }
        String protocol =
                headers.contains(PROTOCOL) ? one(headers, Http2Headers.PseudoHeaderName.PROTOCOL, stream) : "";
        if (!protocol.isEmpty() && !method.equals("CONNECT")) {
            throw malformed(stream, ":protocol belongs to CONNECT (RFC 8441 §4)");
        }
        String path;
        if (method.equals("CONNECT") && protocol.isEmpty()) {
            path = "";
            if (headers.path() != null || headers.scheme() != null) {
                throw malformed(stream, "CONNECT has neither :scheme nor :path (§8.5)");
            }
        } else {
            one(headers, Http2Headers.PseudoHeaderName.SCHEME, stream);
            path = one(headers, Http2Headers.PseudoHeaderName.PATH, stream);
            boolean asterisk = path.equals("*") && method.equals("OPTIONS");
            if (!asterisk && (path.charAt(0) != '/' || !visible(path))) {
                throw malformed(stream, ":path must begin with a slash and hold no space (§8.3.1)");
            }
        }
        HttpHeaders fields = fields(headers, stream);
        String authority = authority(headers, fields, stream);
        // Every connection has been told that it may, in our first frame (RFC 8441 §3).
        return protocol.equalsIgnoreCase(WEBSOCKET)
                ? new Http2Head("GET", path, authority, WEBSOCKET, asUpgrade(fields))
                : new Http2Head(method, path, authority, protocol, fields);
    }

    /** Everybody behind the transport knows the handshake of HTTP/1.1 only. A client cannot send these fields over HTTP/2. */
    private static HttpHeaders asUpgrade(HttpHeaders fields) {
        return fields.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .add(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }

    private interface Allowed {
        boolean test(byte b);
    }

    /** Returns why the request is not served, null if it is. */
    @Nullable
    Problem refusal(Limits limits) {
        if (method.equals("CONNECT")) {
            return Problem.of(
                    501,
                    protocol.isEmpty()
                            ? "This server is no proxy: it knows no CONNECT."
                            : "A stream can become a WebSocket here (:protocol websocket), but not " + protocol + ".");
        }
        if (path.length() > limits.lineBytes()) {
            return Problem.of(414, "The target may have " + limits.lineBytes() + " bytes.");
        }
        if (fields.size() > limits.headerFields()) {
            return Problem.of(431, "A request may have " + limits.headerFields() + " header fields.");
        }
        if (!Authority.isValid(authority)) {
            return Problem.of(400, "A request must say in :authority or Host for which host it is.");
        }
        String fault = RequestTarget.fault(method, path);
        return fault == null ? Refusals.ofExpectation(fields) : Problem.of(400, "This is no request: " + fault + ".");
    }

    /** Whether the stream is to become a WebSocket. */
    boolean isWebSocket() {
        return protocol.equals(WEBSOCKET);
    }

    boolean awaitsContinue() {
        return HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(fields.get(HttpHeaderNames.EXPECT));
    }

    /** The length that is declared for the body, if the request says one; the codec holds the client to it. */
    long length() {
        String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? RequestBody.UNKNOWN : Long.parseLong(length);
    }

    private static String one(Http2Headers headers, Http2Headers.PseudoHeaderName name, int stream)
            throws Http2Exception {
        List<CharSequence> values = headers.getAll(name.value());
        if (values.size() != 1 || values.getFirst().isEmpty()) {
            throw malformed(stream, name.value() + " must be there once, and not empty (§8.3.1)");
        }
        String value = values.getFirst().toString();
        if (!visible(value)) {
            throw malformed(stream, name.value() + " holds a space or a control character (§8.2.1)");
        }
        return value;
    }

    private static HttpHeaders fields(Http2Headers headers, int stream) throws Http2Exception {
        HttpHeaders fields = UNCHECKED.newHeaders();
        StringBuilder cookies = null;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            CharSequence name = field.getKey();
            if (name.isEmpty()) {
                throw malformed(stream, "a field has no name (§8.2.1)");
            }
            if (name.charAt(0) == ':') {
                continue;
            }
            if (!allow(name, Syntax::isToken) || !allow(field.getValue(), Syntax::isText)) {
                throw malformed(stream, "a field holds what it may not (§8.2.1)");
            }
            if (HttpHeaderNames.COOKIE.contentEquals(name)) {
                // Sent in crumbs for the sake of compression (§8.2.3).
                cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
                cookies.append(field.getValue());
            } else if (HttpHeaderNames.TE.contentEquals(name)
                    && !HttpHeaderValues.TRAILERS.contentEqualsIgnoreCase(field.getValue())) {
                throw malformed(stream, "TE may say nothing but trailers (§8.2.2)");
            } else {
                fields.add(name, field.getValue().toString());
            }
        }
        if (cookies != null) {
            fields.add(HttpHeaderNames.COOKIE, cookies.toString());
        }
        return fields;
    }

    private static String authority(Http2Headers headers, HttpHeaders fields, int stream) throws Http2Exception {
        List<CharSequence> named = headers.getAll(Http2Headers.PseudoHeaderName.AUTHORITY.value());
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        if (named.size() > 1 || hosts.size() > 1) {
            throw malformed(stream, "the host is named more than once (§8.3.1)");
        }
        if (named.isEmpty()) {
            return hosts.isEmpty() ? "" : hosts.getFirst();
        }
        String authority = named.getFirst().toString();
        if (!visible(authority) || authority.indexOf('@') >= 0) {
            throw malformed(stream, ":authority is a host and a port, no more (§8.3.1)");
        }
        if (hosts.isEmpty()) {
            fields.add(HttpHeaderNames.HOST, authority);
        } else if (!hosts.getFirst().equalsIgnoreCase(authority)) {
            throw malformed(stream, ":authority and Host name different hosts (§8.3.1)");
        }
        return authority;
    }

    private static boolean visible(CharSequence text) {
        return allow(text, b -> b != ' ' && b != '\t' && Syntax.isText(b));
    }

    private static boolean allow(CharSequence text, Allowed allowed) {
        for (int i = 0; i < text.length(); i++) {
            // The codec makes one character of each byte.
            if (!allowed.test((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static Http2Exception malformed(int stream, String why) {
        return Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "Malformed request: %s.", why);
    }
}
