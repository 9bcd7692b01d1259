package io.serval.netty.internal;

import java.util.function.BooleanSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a client's messages (RFC 7692 §7.2.2), in pieces of some kilobytes and only while somebody listens: what
 * becomes too big is refused before it is there. Messages that are not compressed pass.
 */
final class InflatedMessages implements FrameDecoder.Messages {
    private static final byte[] NOTHING = {};

    /**
     * What a sender leaves out at the end of a message; and a block that says it is the last, which can be found only if the
     * one before is whole.
     */
    private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

    private final SocketMessages messages;
    private final BooleanSupplier listening;
    private boolean compressed;

    /** That of the message that is coming in. */
    private @Nullable Inflater inflater;

    /** What the inflater has been given last. */
    private byte[] input = NOTHING;

    /** Whether the message ends with the input. */
    private boolean last;

    /**
     * Creates messages for those that take what is decompressed.
     *
     * @param listening whether they take any more for now
     */
    InflatedMessages(SocketMessages messages, BooleanSupplier listening) {
        this.messages = messages;
        this.listening = listening;
    }

    @Override
    public void begin(boolean text, int rsv) {
        compressed = (rsv & FrameDecoder.RSV1) != 0;
        messages.begin(text, rsv);
    }

    @Override
    public void frame(long length) {
        if (!compressed) {
            messages.frame(length);
        }
    }

    @Override
    public void piece(byte[] bytes, boolean ends) {
        if (!compressed) {
            messages.piece(bytes, ends);
            return;
        }
        Inflater open = inflater == null ? Zlib.ofLoop().borrow() : inflater;
        inflater = open;
        input = bytes;
        open.setInput(bytes);
        last = ends;
        goOn();
    }

    @Override
    public void goOn() {
        Inflater open = inflater;
        try {
            while (open != null && listening.getAsBoolean()) {
                byte[] piece = Zlib.ofLoop().inflate(open);
                if (piece.length > 0) {
                    messages.piece(piece, false);
                } else if (!hasMore(open)) {
                    return;
                }
                open = inflater;
            }
        } catch (DataFormatException e) {
            throw broken();
        }
    }

    /** The client has gone, or is not listened to any more. */
    void close() {
        if (inflater != null) {
            Zlib.ofLoop().giveBack(inflater);
            inflater = null;
        }
    }

    /** The input has been taken: returns whether there is something behind it. */
    private boolean hasMore(Inflater open) {
        boolean tail = input == TAIL;
        if (open.finished() && !tail && open.getRemaining() > 0) {
            // A block said that it is the last, and was not (RFC 7692 §7.2.3.4).
            int left = open.getRemaining();
            open.reset();
            open.setInput(input, input.length - left, left);
            return true;
        }
        if (!last) {
            return false;
        }
        if (!tail && !open.finished()) {
            input = TAIL;
            open.setInput(TAIL);
            return true;
        }
        if (!open.finished()) {
            throw broken();
        }
        input = NOTHING;
        close();
        messages.piece(NOTHING, true);
        return false;
    }

    private static SocketFault broken() {
        return new SocketFault(SocketFault.INVALID, "A compressed message must be deflated data, and whole.");
    }
}
