package io.serval.core;

import io.serval.core.internal.http.Tokens;
import io.serval.core.internal.socket.SocketEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The outcome of a GET that becomes a WebSocket (RFC 6455): what the binder of a {@code ws} method returns, and what a
 * {@code get} returns that decides itself. It takes effect by being returned, so middleware and error handlers see the
 * answer, a 101 or a refusal; what is said on the socket afterwards passes them no more.
 *
 * <p>A request that cannot become one is refused, in this order: 405 with {@code Allow: GET} for another method, 501 where
 * the transport has no WebSockets, 426 for a request that does not ask for one. Immutable.
 */
public final class Upgrade implements Result {
    private final SocketHandler handler;
    private final List<String> protocols;
    private final OptionalLong messageLimit;

    private Upgrade(SocketHandler handler, List<String> protocols, OptionalLong messageLimit) {
        this.handler = handler;
        this.protocols = protocols;
        this.messageLimit = messageLimit;
    }

    /** Returns the upgrade to a WebSocket that the handler talks on. */
    public static Upgrade to(SocketHandler handler) {
        return new Upgrade(handler, List.of(), OptionalLong.empty());
    }

    /**
     * Returns this upgrade with the subprotocols that the handler speaks; see {@link Subprotocols} for the choice.
     *
     * @throws IllegalArgumentException if one is no token (RFC 9110 §5.6.2)
     */
    public Upgrade speaking(String... supported) {
        for (String name : supported) {
            if (!Tokens.isToken(name)) {
                throw new IllegalArgumentException("A subprotocol cannot be called '" + name
                        + "'. Use letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §5.6.2).");
            }
        }
        return new Upgrade(handler, List.of(supported), messageLimit);
    }

    /**
     * Returns this upgrade with messages of at most so many bytes, in place of the server's limit. A larger one closes the
     * socket with 1009.
     *
     * @throws IllegalArgumentException for less than one
     */
    public Upgrade withMessageLimit(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("No message fits into " + bytes + " bytes.");
        }
        return new Upgrade(handler, protocols, OptionalLong.of(bytes));
    }

    /**
     * Whether the connection that the request came by can become a WebSocket: over HTTP/1.1 always, over HTTP/2 where
     * extended CONNECT was agreed on (RFC 8441 §3), over HTTP/1.0 never.
     */
    public static boolean supported(Request request) {
        return request.peer().webSockets();
    }

    /**
     * Whether the request asks to become a WebSocket, over HTTP/1.1 (RFC 6455 §4.1) or HTTP/2 (RFC 8441 §4). What HTTP/1.0
     * asks for in this way does not count (RFC 9110 §7.8).
     */
    public static boolean requested(Request request) {
        return request.method().equals("GET")
                && !request.peer().protocol().equals("HTTP/1.0")
                && listed(request, "Upgrade").anyMatch(protocol -> protocol.equalsIgnoreCase("websocket"));
    }

    /** The subprotocols that the client offers, those that it prefers first. */
    public static List<String> offered(Request request) {
        return listed(request, "Sec-WebSocket-Protocol").toList();
    }

    /**
     * Returns the 101 with which the WebSocket begins.
     *
     * @throws ProblemException if the request cannot become one: 405, 501 or 426
     */
    @Override
    public Response toResponse(Request request) {
        check(request);
        Optional<String> protocol =
                offered(request).stream().filter(protocols::contains).findFirst();
        var endpoint = new SocketEndpoint(handler, request, protocol, messageLimit);
        return new Response(101, Headers.empty(), new Content.WebSocket(endpoint, protocol));
    }

    private static void check(Request request) {
        if (!request.method().equals("GET")) {
            throw new ProblemException(
                    Problem.of(405, "A WebSocket is opened with GET, not with " + request.method() + "."),
                    Headers.of("Allow", "GET"));
        }
        if (!supported(request)) {
            throw new ProblemException(Problem.of(
                    501,
                    "There is a WebSocket at " + request.path() + ", and this connection, of "
                            + request.peer().protocol() + ", cannot become one. Ask over HTTP/1.1."));
        }
        if (!requested(request)) {
            throw new ProblemException(
                    Problem.of(
                            426,
                            "There is a WebSocket at " + request.path() + ", and the request does not ask for it. "
                                    + "Open it as a WebSocket client does: with the headers 'Connection: Upgrade' and "
                                    + "'Upgrade: websocket' (RFC 6455)."),
                    Headers.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"));
        }
    }

    private static Stream<String> listed(Request request, String header) {
        return request.headers().all(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }
}
