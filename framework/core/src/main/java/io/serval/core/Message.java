package io.serval.core;

/** A whole message of a WebSocket (RFC 6455 §5.6). */
public sealed interface Message {
    /**
     * A text message.
     *
     * @param text what it says
     */
    record Text(String text) implements Message {}

    /**
     * A binary message.
     *
     * @param bytes what it holds; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares messages, and copies would cost
    record Binary(byte[] bytes) implements Message {}
}
