package io.serval.netty.internal;

import io.serval.core.Content;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes messages of what is in a client's frames, whole or in pieces as their listener wants them (RFC 6455 §5.4, §8.1). */
final class SocketMessages implements FrameDecoder.Messages {
    private static final byte[] NOTHING = {};

    private static final Content.PieceListener NOBODY = (isText, bytes, last) -> {};

    private final int maxBytes;
    private final Utf8 utf8 = new Utf8();
    private Content.Listener listener = message -> {};
    private boolean inPieces;
    private boolean text;

    /** Of a message that is to be whole: what has come of it. */
    private byte[] begun = NOTHING;

    private int size;

    /**
     * Creates messages for a listener that hears nothing.
     *
     * @param maxBytes the largest whole message
     */
    SocketMessages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Nobody hears the messages from now on; what they are made of is checked all the same. */
    void mute() {
        begun = NOTHING;
        size = 0;
        listener(NOBODY);
    }

    /** Sets who hears the messages from now on. */
    void listener(Content.Listener other) {
        listener = other;
        inPieces = other instanceof Content.PieceListener;
    }

    Content.Listener listener() {
        return listener;
    }

    @Override
    public void begin(boolean isText, int rsv) {
        text = isText;
    }

    /** A message that is going to be too big is refused before it comes. */
    @Override
    public void frame(long length) {
        if (!inPieces && length > maxBytes - size) {
            throw SocketFault.tooBig(maxBytes);
        }
    }

    @Override
    public void piece(byte[] bytes, boolean last) {
        if (text && !(utf8.accepts(bytes) && (!last || utf8.isWhole()))) {
            throw new SocketFault(SocketFault.INVALID, "A text message must be UTF-8.");
        }
        if (listener instanceof Content.PieceListener pieces) {
            pieces.piece(text, bytes, last);
            return;
        }
        byte[] all = bytes;
        if (size > 0 || !last) {
            add(bytes);
            all = begun;
        }
        if (last) {
            whole(all == begun ? Arrays.copyOf(begun, size) : all);
        }
    }

    private void add(byte[] bytes) {
        if (bytes.length > maxBytes - size) {
            throw SocketFault.tooBig(maxBytes);
        }
        if (size + bytes.length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(2 * begun.length, size + bytes.length));
        }
        System.arraycopy(bytes, 0, begun, size, bytes.length);
        size += bytes.length;
    }

    private void whole(byte[] message) {
        begun = NOTHING;
        size = 0;
        if (message.length > maxBytes) {
            throw SocketFault.tooBig(maxBytes);
        }
        if (text) {
            listener.text(new String(message, StandardCharsets.UTF_8));
        } else if (!listener.binary(message)) {
            throw new SocketFault(SocketFault.UNSUPPORTED, "This socket takes text messages only.");
        }
    }
}
