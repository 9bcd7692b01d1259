package io.serval.core;

import java.util.concurrent.Executor;

/**
 * The sending end of a long-lived connection, bound to one event loop: a WebSocket, or a response that is pushed.
 *
 * <p>All methods but {@link #loop()}, {@link #scope()} and {@link #messageBytes()} are called on the event loop only. Nothing queues here without
 * bound: ask {@link #writable()} before each message, and come back by {@link #onWritable} when it says no.
 */
public interface Outlet {
    /** The connection's event loop. Connections of the same loop return the same executor. */
    Executor loop();

    /** The lifetime of the connection: cancelled when the client leaves, closed after {@link #close}. */
    Scope scope();

    /**
     * Keeps the scope from being closed with the connection: for a thread that works in it and may have something left to
     * do. Returns the task that gives it up, to be run on the event loop, once.
     */
    Runnable hold();

    /** The largest whole message that the client may send, in bytes. */
    int messageBytes();

    /** Whether the client keeps up: false from the moment that its connection holds more than a fixed number of bytes. */
    boolean writable();

    /** Runs the task, on the event loop, each time the connection becomes writable again; replaces the one before. */
    void onWritable(Runnable task);

    /**
     * Sends one message: a text message of a WebSocket, or bytes of a pushed body. The array is shared with other
     * connections and must not change. Nothing leaves before {@link #flush}. Does nothing once the connection is closed.
     */
    void write(byte[] message);

    /** Sends a message that others get too; otherwise as {@link #write(byte[])}. */
    void write(SharedMessage message);

    /** Sends one binary message of a WebSocket; otherwise as {@link #write(byte[])}. */
    void writeBinary(byte[] message);

    /**
     * Sends a piece of a message of a WebSocket, which begins with the first and ends with the last. No other message may
     * be written in between. Otherwise as {@link #write(byte[])}.
     *
     * @param text whether the message is a text message, which is UTF-8 as a whole
     * @param piece may be empty
     * @param last whether the message ends with it
     */
    void writePiece(boolean text, byte[] piece, boolean last);

    /** Hands all that was written to the socket. */
    void flush();

    /**
     * Sets whether the client is listened to, as it is unless this is called: without, it is held back once what is under
     * way has come. That it leaves is noticed all the same.
     */
    void reading(boolean wanted);

    /**
     * Ends the stream after what was written. Closing twice does nothing.
     *
     * @param code the WebSocket's close code (RFC 6455 §7.4); without meaning for a pushed body, and if the client has
     *     closed first, as its own code is sent back
     * @param reason for people who debug; at most 123 bytes in UTF-8, cut off beyond that
     * @throws IllegalArgumentException for a code that may not be sent
     */
    void close(int code, String reason);
}
