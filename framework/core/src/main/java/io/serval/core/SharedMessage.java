package io.serval.core;

import java.nio.charset.StandardCharsets;

/**
 * A message for many: its frame is made once for all WebSockets that send it, and so is its compressed form. Immutable,
 * safe for use by many threads.
 */
public final class SharedMessage {
    private final boolean text;
    private final byte[] bytes;

    private SharedMessage(boolean text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** Returns a text message. */
    public static SharedMessage text(String text) {
        return new SharedMessage(true, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a text message.
     *
     * @param utf8 the text in UTF-8; not copied, so not to be changed
     */
    public static SharedMessage text(byte[] utf8) {
        return new SharedMessage(true, utf8);
    }

    /**
     * Returns a binary message.
     *
     * @param bytes what it holds; not copied, so not to be changed
     */
    public static SharedMessage binary(byte[] bytes) {
        return new SharedMessage(false, bytes);
    }

    /** Whether it is a text message. */
    public boolean isText() {
        return text;
    }

    /** What it holds, for a text message its UTF-8; not copied, so not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
