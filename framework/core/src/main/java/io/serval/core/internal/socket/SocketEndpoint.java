package io.serval.core.internal.socket;

import io.serval.core.Content;
import io.serval.core.Outlet;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Scope;
import io.serval.core.SocketHandler;
import io.serval.core.internal.dispatch.Interruptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Runs a handler on a WebSocket: on a thread of its own, in the request's scope.
 *
 * @param handler talks to the client
 * @param request the handshake
 * @param protocol the subprotocol that was chosen
 * @param messageBytes the largest message that it receives as a whole, in place of the server's limit
 * @param failures hears of what the handler throws that is of nobody's making but its own
 */
public record SocketEndpoint(
        SocketHandler handler,
        Request request,
        Optional<String> protocol,
        OptionalLong messageBytes,
        Consumer<Throwable> failures)
        implements Content.Endpoint {
    private static final Logger LOG = System.getLogger(SocketEndpoint.class.getName());
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int FAILED = 1011;

    /** Creates an endpoint whose failures are logged only. */
    public SocketEndpoint(
            SocketHandler handler, Request request, Optional<String> protocol, OptionalLong messageBytes) {
        this(handler, request, protocol, messageBytes, error -> {});
    }

    /** Returns this endpoint with somebody who hears of its failures too. */
    public SocketEndpoint onFailure(Consumer<Throwable> listener) {
        return new SocketEndpoint(handler, request, protocol, messageBytes, listener);
    }

    @Override
    public Content.Listener open(Outlet outlet) {
        var socket = new BlockingSocket(outlet, protocol, messageBytes.orElse(outlet.messageBytes()));
        Runnable release = outlet.hold();
        Thread.ofVirtual().name("serval-socket").start(() -> {
            talk(socket);
            socket.onLoop(release);
        });
        return socket;
    }

    private void talk(BlockingSocket socket) {
        try {
            socket.scope().call(() -> {
                handler.handle(socket);
                return true;
            });
            end(socket, NORMAL, "");
        } catch (Throwable e) {
            // Throwable: whatever it is, the client must be told that it is over.
            failed(socket, e);
        }
    }

    private void failed(BlockingSocket socket, Throwable error) {
        boolean over = socket.scope().cancelled() || socket.isClosed();
        if (over && Interruptions.causedOrClosed(error)) {
            LOG.log(Level.DEBUG, () -> request + ": its WebSocket was over before its handler.", error);
            end(socket, POLICY, "The socket was cancelled.");
        } else if (error instanceof ProblemException refused
                && refused.problem().status() < 500) {
            LOG.log(Level.INFO, () -> request + ": its WebSocket is closed, " + refused.getMessage(), refused);
            end(socket, POLICY, refused.problem().detail());
        } else {
            LOG.log(Level.ERROR, () -> request + ": the handler of its WebSocket failed.", error);
            tell(error);
            end(socket, FAILED, "The server failed.");
        }
    }

    private void tell(Throwable error) {
        try {
            failures.accept(error);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The listener for failures failed at " + request + ".", e);
        }
    }

    /** What has cancelled the scope decides how the socket is closed, whichever of both comes first. */
    private static void end(BlockingSocket socket, int code, String reason) {
        Optional<Scope.Cause> cause = socket.scope().cause();
        if (cause.isEmpty()) {
            socket.end(code, reason);
        } else if (cause.get() == Scope.Cause.SHUTDOWN) {
            socket.end(GOING_AWAY, "The server is stopping.");
        } else if (cause.get() != Scope.Cause.CLIENT_GONE) {
            socket.end(POLICY, "The socket was cancelled.");
        }
    }
}
