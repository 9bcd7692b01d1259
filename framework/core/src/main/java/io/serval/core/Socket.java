package io.serval.core;

import java.io.OutputStream;
import java.io.Writer;
import java.util.Optional;

/**
 * The server's end of a WebSocket (RFC 6455), for a thread that may block: what a {@code ws} method takes.
 *
 * <p>One thread at a time receives; any number may send. Both directions hold back: the client can send no faster than
 * the handler receives, and sending blocks while the client is slow, with a fixed number of bytes waiting for it.
 *
 * <p>When the client closes or is lost, the scope is cancelled with {@link Scope.Cause#CLIENT_GONE}: statements, forks and
 * whatever else works for it end. {@link #receive} then returns empty, sending throws {@link SocketClosed}. To note down
 * that somebody has left use {@link Scope#onCancel}. If the scope is cancelled for another reason, both throw {@link
 * Cancelled}, and the socket is closed with 1001 for a shutdown and 1008 else.
 */
public interface Socket {
    /** The subprotocol that was chosen. */
    Optional<String> protocol();

    /** The lifetime of the socket. */
    Scope scope();

    /**
     * Returns the next message; empty once the socket is closed, by whichever side. Blocks until there is one. A message
     * of more bytes than the limit closes the socket with 1009.
     *
     * @throws Cancelled if the scope is cancelled, but because the client has left
     */
    Optional<Message> receive();

    /**
     * Returns the next message as soon as its first piece is there; otherwise as {@link #receive}. The limit on the size of
     * messages does not hold for it.
     */
    Optional<MessageStream> receiveStream();

    /**
     * Sends a text message. Blocks while the client is slow.
     *
     * @throws SocketClosed if the socket is closed
     * @throws Cancelled if the scope is cancelled, but because the client has left
     */
    void send(String text);

    /** Sends a binary message, which must not change meanwhile; otherwise as {@link #send(String)}. */
    void send(byte[] bytes);

    /** Sends a message that others get too; otherwise as {@link #send(String)}. */
    void send(SharedMessage message);

    /**
     * Begins a text message that is sent piece by piece; closing the writer ends it. Nobody else can send a message before
     * that: they wait.
     */
    Writer sendText();

    /** Begins a binary message that is sent piece by piece; closing the stream ends it. Otherwise as {@link #sendText}. */
    OutputStream sendBinary();

    /**
     * Closes the socket after what was sent; does not wait for the client's answer. Closing twice does nothing.
     *
     * @param code 1000 to 1003, 1007 to 1014, or a code of your own from 3000 to 4999 (RFC 6455 §7.4)
     * @param reason for people who debug; at most 123 bytes in UTF-8, cut off beyond that
     * @throws IllegalArgumentException for another code
     */
    void close(int code, String reason);

    /** Closes the socket with 1000. */
    default void close() {
        close(1000, "");
    }

    /** The sending end, for those who push from event loops to many sockets at once and block for none. */
    Outlet outlet();
}
