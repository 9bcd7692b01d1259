package io.serval.core;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message for many: its frame is made once for all WebSockets that send it, and so is its compressed form. Immutable,
 * safe for use by many threads.
 */
public final class SharedMessage {
    /**
     * A way to put messages on the wire: a transport's. Compared by identity.
     *
     * @param <T> what a message looks like in it
     */
    @FunctionalInterface
    public interface Form<T> {
        /** Puts the message in this form; the result is shared by all threads, and never given back. */
        T of(SharedMessage message);
    }

    /** The message in one form, and in those that it was asked for before. */
    private record Formed(
            Form<?> form, Object result, @Nullable Formed next) {}

    private final boolean text;
    private final byte[] bytes;
    /** Two threads may both make a form; one result is then lost, which costs nothing but the making. */
    private volatile @Nullable Formed formed;

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

    /** Returns the message in the form, made when it is asked for first: for transports. */
    @SuppressWarnings("unchecked") // the result is that of the same form
    public <T> T in(Form<T> form) {
        Formed known = formed;
        for (Formed each = known; each != null; each = each.next) {
            if (each.form == form) {
                return (T) each.result;
            }
        }
        T result = form.of(this);
        formed = new Formed(form, result, known);
        return result;
    }
}
