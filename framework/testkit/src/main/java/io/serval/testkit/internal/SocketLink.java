package io.serval.testkit.internal;

import java.io.IOException;

/** The client's end of a WebSocket. For one thread that sends. */
public interface SocketLink extends AutoCloseable {
    /** What a server says on a WebSocket. */
    sealed interface Frame {
        /** A whole text message. */
        record Text(String text) implements Frame {}

        /** A whole binary message. */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
        record Binary(byte[] bytes) implements Frame {
            @Override
            public String toString() {
                return "Binary[" + bytes.length + " bytes]";
            }
        }

        /**
         * The end.
         *
         * @param code the server's, 1005 if it gave none
         */
        record Closed(int code, String reason) implements Frame {}
    }

    /**
     * Sends a piece of a message.
     *
     * @param text whether it is a text message
     * @param last whether the message ends with it
     * @throws IOException if it cannot be sent: the connection is broken, or the server does not take it in time
     */
    void send(boolean text, byte[] piece, boolean last) throws IOException;

    /** What has come; it ends behind the {@link Frame.Closed}. */
    Inbox<Frame> received();

    /**
     * Sends a close frame; the server's answer is still received.
     *
     * @throws IOException if it cannot be sent
     */
    void close(int code, String reason) throws IOException;

    /** Breaks the connection off. */
    void cut();

    /** Leaves with code 1000; nothing is received any more. */
    @Override
    void close();
}
