package io.serval.core;

import java.util.Arrays;
import java.util.List;

/**
 * The outcome of a GET that becomes a WebSocket (RFC 6455): what the binder of a {@code ws} method returns, and what a
 * {@code get} returns that decides itself.
 *
 * <p>A request that cannot become one is refused, in this order: 405 with {@code Allow: GET} for another method, 501 where
 * the transport has no WebSockets, 426 for a request that does not ask for one. Immutable.
 */
public final class Upgrade implements Result {
    private final SocketHandler handler;
    private final List<String> protocols;

    private Upgrade(SocketHandler handler, List<String> protocols) {
        this.handler = handler;
        this.protocols = List.copyOf(protocols);
    }

    /** Returns the upgrade to a WebSocket that the handler talks on. */
    public static Upgrade to(SocketHandler handler) {
        return new Upgrade(handler, List.of());
    }

    /** Returns this upgrade with the subprotocols that the handler speaks; see {@link Subprotocols} for the choice. */
    public Upgrade speaking(String... supported) {
        return new Upgrade(handler, List.of(supported));
    }

    /** Whether the request asks to become a WebSocket, over HTTP/1.1 (RFC 6455 §4.1) or HTTP/2 (RFC 8441 §4). */
    public static boolean requested(Request request) {
        return request.method().equals("GET")
                && request.headers().all("Upgrade").stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .anyMatch(protocol -> protocol.strip().equalsIgnoreCase("websocket"));
    }

    /** The subprotocols that the client offers, those that it prefers first. */
    public static List<String> offered(Request request) {
        return request.headers().all("Sec-WebSocket-Protocol").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public Response toResponse(Request request) {
        throw new IllegalStateException("No transport runs " + handler + " yet, with " + protocols + ".");
    }
}
