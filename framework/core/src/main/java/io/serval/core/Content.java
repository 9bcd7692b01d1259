package io.serval.core;

/** What follows the header of a response. */
public sealed interface Content {
    /** No body. */
    Content NONE = new Bytes(new byte[0]);

    /**
     * A body at hand.
     *
     * @param bytes the body; not copied, so not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares bodies, and copies would cost
    record Bytes(byte[] bytes) implements Content {}

    /**
     * A body that is pushed bit by bit for as long as the client listens, without a thread of its own: server-sent
     * events. The request's scope stays open until the outlet is closed.
     *
     * @param source feeds the outlet
     */
    record Push(Source source) implements Content {}

    /**
     * The connection becomes a WebSocket (RFC 6455); the status of the response is 101.
     *
     * @param endpoint talks to the client
     */
    record WebSocket(Endpoint endpoint) implements Content {}

    /** Feeds an {@link Outlet}. */
    @FunctionalInterface
    interface Source {
        /** Called once, on the outlet's event loop: must not block. */
        void start(Outlet outlet);
    }

    /** The server's end of a WebSocket. */
    @FunctionalInterface
    interface Endpoint {
        /** Called once the handshake is done, on the outlet's event loop: must not block. Returns who hears the client. */
        Listener open(Outlet outlet);
    }

    /** Hears what a client sends on a WebSocket. Called on the outlet's event loop, one call at a time: must not block. */
    @FunctionalInterface
    interface Listener {
        /** Takes a whole text message. */
        void text(String message);
    }
}
