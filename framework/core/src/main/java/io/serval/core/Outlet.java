package io.serval.core;

import java.util.concurrent.Executor;

/**
 * The sending end of a long-lived connection, bound to one event loop: a WebSocket, or a response that is pushed.
 *
 * <p>All methods but {@link #loop()} and {@link #scope()} are called on the event loop only. Nothing queues here without
 * bound: ask {@link #writable()} before each message, and come back by {@link #onWritable} when it says no.
 */
public interface Outlet {
    /** The connection's event loop. Connections of the same loop return the same executor. */
    Executor loop();

    /** The lifetime of the connection: cancelled when the client leaves, closed after {@link #close}. */
    Scope scope();

    /** Whether the client keeps up: false from the moment that its connection holds more than a fixed number of bytes. */
    boolean writable();

    /** Runs the task, on the event loop, each time the connection becomes writable again; replaces the one before. */
    void onWritable(Runnable task);

    /**
     * Sends one message: a text message of a WebSocket, or bytes of a pushed body. The array is shared with other
     * connections and must not change. Nothing leaves before {@link #flush}. Does nothing once the connection is closed.
     */
    void write(byte[] message);

    /** Hands all that was written to the socket. */
    void flush();

    /**
     * Ends the stream after what was written. Closing twice does nothing.
     *
     * @param code the WebSocket's close code (RFC 6455 §7.4); without meaning for a pushed body
     * @param reason for people who debug; at most 120 bytes
     */
    void close(int code, String reason);
}
