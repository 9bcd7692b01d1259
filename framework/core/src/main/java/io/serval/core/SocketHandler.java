package io.serval.core;

/** Talks to the client of a WebSocket: what a {@code ws} method is to its binder. */
@FunctionalInterface
public interface SocketHandler {
    /**
     * Talks to the client until it returns. Called once, after the handshake, on a virtual thread of its own that works
     * in the request's scope; may block. When it returns the socket is closed with 1000; if it throws, with 1011, or
     * with 1008 for a {@link ProblemException} of the client's making (4xx), and what is thrown is logged with the
     * request's id.
     *
     * @throws Exception what ends the conversation
     */
    void handle(Socket socket) throws Exception;
}
