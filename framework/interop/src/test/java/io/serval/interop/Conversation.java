package io.serval.interop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that is open, seen from the client. */
abstract class Conversation implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /** What a client hears. */
    sealed interface Heard {
        record Text(String text) implements Heard {}

        /**
         * A binary message.
         *
         * @param hex its bytes, in a form that can be compared
         */
        record Binary(String hex) implements Heard {}

        record Pong(String text) implements Heard {}

        record Closed(int code, String reason) implements Heard {}

        /** The client is not content. */
        record Failed(String why) implements Heard {}
    }

    /** The subprotocol that was agreed on; empty for none. */
    abstract String protocol();

    /** The value of {@code Sec-WebSocket-Extensions} that the server answered; empty for none. */
    abstract String extensions();

    abstract void text(String text) throws Exception;

    abstract void binary(byte[] bytes) throws Exception;

    /** Sends a text message as one frame for each part. */
    abstract void fragments(String... parts) throws Exception;

    abstract void ping(String text) throws Exception;

    abstract void close(int code, String reason) throws Exception;

    /** The client hears something. */
    final void hear(Heard what) {
        heard.add(what);
    }

    /** Returns what the client hears next. */
    final Heard next() throws InterruptedException {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("The client has heard nothing for " + PATIENCE_SECONDS + " s.");
        }
        return next;
    }
}
