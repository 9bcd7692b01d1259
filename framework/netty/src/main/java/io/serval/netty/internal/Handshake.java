package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.serval.core.Response;
import io.serval.netty.WebSockets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The server's side of the WebSocket handshake (RFC 6455 §4.2). */
final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";

    private Handshake() {}

    /**
     * Returns what keeps the request from becoming a WebSocket, as far as the transport can tell. Whether a route has one is
     * the application's to say.
     */
    static Optional<Response> refusal(Incoming asked, Exchange exchange, WebSockets rules, Loop loop) {
        HttpHeaders headers = asked.headers();
        if (loop.draining()) {
            return Optional.of(exchange.problem(503, "The server is stopping. Try again in a moment."));
        }
        if (!asked.method().equals("GET")
                || asked.http10()
                || !headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return Optional.of(upgradeRequired(
                    exchange,
                    "This is a WebSocket. Ask with the headers 'Connection: Upgrade' and 'Upgrade: websocket'."));
        }
        if (!exchange.body().isComplete()) {
            return Optional.of(exchange.problem(400, "The request that opens a WebSocket must not have a body."));
        }
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(upgradeRequired(exchange, "The header Sec-WebSocket-Version must be 13."));
        }
        if (!asked.isHttp2() && !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return Optional.of(exchange.problem(400, "The header Sec-WebSocket-Key must be 16 bytes in base64."));
        }
        try {
            extensions(asked, rules);
        } catch (IllegalArgumentException e) {
            return Optional.of(exchange.problem(400, String.valueOf(e.getMessage())));
        }
        return foreign(asked, rules)
                .map(origin -> exchange.problem(403, "Pages of " + origin + " may not open a WebSocket here."));
    }

    /**
     * Returns the extensions to agree on, as a value of {@code Sec-WebSocket-Extensions}; empty for none.
     *
     * @throws IllegalArgumentException if what the client offers is no list of extensions
     */
    static Optional<String> extensions(Incoming asked, WebSockets rules) {
        return rules.compression()
                ? Compression.accept(
                        ExtensionOffer.parse(asked.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)))
                : Optional.empty();
    }

    /**
     * Returns the origin of the page that asks, if it may not. Browsers let any page open a WebSocket anywhere, with the
     * cookies of the place, and say who asks in {@code Origin} (RFC 6455 §10.2). Programs send none.
     */
    private static Optional<String> foreign(Incoming asked, WebSockets rules) {
        return asked.headers().getAll(HttpHeaderNames.ORIGIN).stream()
                .filter(origin -> !sameHost(origin, asked.peer().host()) && !rules.allows(origin))
                .findFirst();
    }

    private static boolean sameHost(String origin, String host) {
        int authority = origin.indexOf("://");
        return authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }

    /** Returns the value of {@code Sec-WebSocket-Accept} for a request that was not refused. */
    static String accept(Incoming asked) {
        String key = asked.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }

    private static Response upgradeRequired(Exchange exchange, String detail) {
        return exchange.problem(426, detail).with("Upgrade", "websocket").with("Sec-WebSocket-Version", VERSION);
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text.strip()).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
