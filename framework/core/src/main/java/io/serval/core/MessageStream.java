package io.serval.core;

import java.io.InputStream;
import java.io.Reader;

/**
 * A message of a WebSocket that is read while it arrives, in bounded memory, however long it is. Read one of the two, to
 * its end or not: what is left of a message is thrown away when the next one is received. For the thread that received it.
 */
public interface MessageStream {
    /** Whether it is a text message. */
    boolean isText();

    /**
     * The bytes of the message, for a text message its UTF-8. Reading blocks for the next piece and throws {@link
     * java.io.InterruptedIOException} if the scope is cancelled, {@link java.io.EOFException} if the client leaves in
     * the middle.
     */
    InputStream bytes();

    /**
     * The text of a text message; reads as {@link #bytes} does.
     *
     * @throws IllegalStateException for a binary message
     */
    Reader text();
}
