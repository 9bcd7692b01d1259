package io.serval.core;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

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
     * A body that is written while it is sent, however long it is: an export, a report, what comes from elsewhere. Its
     * length is that of the header {@code Content-Length} if the response has one, else it ends where the writer ends.
     *
     * @param writer writes the body
     */
    record Stream(Writer writer) implements Content {}

    /**
     * A piece of a file, sent by the kernel where it can be, else piece by piece from the disk. Opened when it is sent,
     * and closed whatever happens.
     *
     * @param path the file; it must not shrink while it is sent
     * @param offset where the piece begins, in bytes
     * @param length how many bytes it has
     */
    record File(Path path, long offset, long length) implements Content {
        /** Refuses an offset or a length below zero. */
        public File {
            if (offset < 0 || length < 0) {
                throw new IllegalArgumentException(
                        "A piece of a file cannot begin at " + offset + " and have " + length + " bytes.");
            }
        }

        /** Returns a stream of the same bytes. */
        public Stream toStream() {
            return new Stream(out -> FileCopy.copy(this, out));
        }
    }

    /**
     * A body that is pushed bit by bit for as long as the client listens, without a thread of its own: server-sent
     * events. The request's scope stays open until the outlet is closed.
     *
     * @param source feeds the outlet
     */
    record Push(Source source) implements Content {}

    /**
     * The connection becomes a WebSocket (RFC 6455); the status of the response is 101, and its header fields go out with
     * the handshake.
     *
     * @param endpoint talks to the client
     * @param protocol the subprotocol, which must be one that the client offers; empty for none
     */
    record WebSocket(Endpoint endpoint, Optional<String> protocol) implements Content {
        /** Creates a WebSocket without a subprotocol. */
        public WebSocket(Endpoint endpoint) {
            this(endpoint, Optional.empty());
        }
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        /**
         * Writes all of the body. Called once, on a virtual thread, in the request's scope, after the handler and its
         * middleware have returned; not for a HEAD. The request's body can be read meanwhile.
         *
         * <p>Writing blocks while the client is slow: some 64 KiB wait for it, no more. When the client leaves, or the
         * scope is cancelled for another reason, the thread is interrupted and writing throws {@link
         * java.io.InterruptedIOException}.
         *
         * @param out takes the body; what was written leaves when its buffer is full, on {@link OutputStream#flush()},
         *     and at the end. Closing it is not needed. For one thread at a time
         * @throws Exception anything: as the head has been sent, the connection is cut off, so that the client can tell
         *     the rest is missing, and the exception is logged with the request's id
         */
        void write(OutputStream out) throws Exception;
    }

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

        /**
         * Takes a whole binary message, which is the listener's from now on. Returns whether it takes any at all: if not,
         * as unless this is overridden, the socket is closed with 1003.
         */
        default boolean binary(byte[] message) {
            return false;
        }

        /**
         * The client has closed its side (RFC 6455 §5.5.1), or broken a rule, after everything that it had to say. Returns
         * whether there are last words: then {@link Outlet#close} ends the socket, within half a second; if not, it is ended
         * at once.
         *
         * @param code the client's, 1005 if it gave none; of a rule that it broke, the code that it gets
         * @param reason the client's, or which rule; may be empty
         */
        default boolean closing(int code, String reason) {
            return false;
        }

        /**
         * The socket is closed, by whichever side: nothing is sent or heard any more. Called once.
         *
         * @param code the code of the one who closed it; 1006 if the connection was lost
         * @param reason what the one who closed it said; may be empty
         */
        default void closed(int code, String reason) {}
    }

    /**
     * Hears messages piece by piece while they arrive. They may be of any length: {@link Outlet#messageBytes} does not hold
     * for them.
     */
    interface PieceListener extends Listener {
        /**
         * Takes the next piece of a message. Those of one message come one after the other; that all pieces of a text
         * message together are UTF-8 has been seen to, that each is has not.
         *
         * @param text whether the message is a text message
         * @param bytes the listener's from now on; may be empty
         * @param last whether the message ends with it
         */
        void piece(boolean text, byte[] bytes, boolean last);

        @Override
        default void text(String message) {
            piece(true, message.getBytes(StandardCharsets.UTF_8), true);
        }

        @Override
        default boolean binary(byte[] message) {
            piece(false, message, true);
            return true;
        }
    }
}
