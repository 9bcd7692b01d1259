package io.serval.testkit.internal;

/** The client's end of a WebSocket. */
public interface SocketLink extends AutoCloseable {
    /** What a server says on a WebSocket. */
    sealed interface Frame {
        /** A whole text message. */
        record Text(String text) implements Frame {}

        /** The end. */
        record Closed(int code, String reason) implements Frame {}
    }

    /** Sends a text message. */
    void send(String message);

    /** What has come; it ends behind the {@link Frame.Closed}. */
    Inbox<Frame> received();

    /** Leaves with code 1000. */
    @Override
    void close();
}
