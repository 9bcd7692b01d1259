package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes the frames of a client apart (RFC 6455 §5.2), as far as their bytes have come: what is in a data frame is handed on
 * piece by piece. It keeps no bytes but those of a control frame that is incomplete.
 */
final class FrameDecoder {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static final int FINAL = 0x80;
    /** What an extension may give a meaning to, as RFC 7692 does to the first of the three bits. */
    static final int RSV1 = 0x40;

    private static final int RSV = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL = 125;
    private static final byte[] NOTHING = {};

    /** Takes what data frames hold. What it throws ends the decoding. */
    interface Messages {
        /**
         * A message begins.
         *
         * @param rsv those of the reserved bits that are set, as {@link #RSV1}
         */
        void begin(boolean text, int rsv);

        /** A frame of the message begins, of so many bytes. */
        void frame(long length);

        /**
         * A piece of the message.
         *
         * @param bytes unmasked; the taker's
         * @param last whether the message ends with it
         */
        void piece(byte[] bytes, boolean last);

        /** Goes on with what it has been given and has not handed on, as nobody listened. */
        default void goOn() {}
    }

    /** Steers the decoder, and takes the frames that are not data. */
    interface Control {
        /** A frame has begun, of whatever kind. */
        void frame();

        /** A control frame, whole. */
        void control(int opcode, byte[] payload);

        /** Whether to go on: asked before each frame, and before each piece of one. */
        boolean listening();
    }

    /** What is to come next. */
    private enum Next {
        START,
        LENGTH,
        LONG_LENGTH,
        MASK,
        PAYLOAD
    }

    private final int knownRsv;
    private final Messages messages;
    private final Control control;
    private Next next = Next.START;

    /** Whether a message has begun, and not ended. */
    private boolean within;

    private boolean last;
    private int opcode;

    /** How many bytes of the length, or of the key, are still to come. */
    private int digits;

    /** The least length that is written in this way. */
    private int least;

    /** How many bytes of the frame are still to come. */
    private long left;

    private int key;

    /** What has come of a control frame that is incomplete. */
    private byte[] gathered = NOTHING;

    /**
     * Creates a decoder that expects a frame to begin.
     *
     * @param knownRsv the reserved bits that an extension has given a meaning to
     */
    FrameDecoder(int knownRsv, Messages messages, Control control) {
        this.knownRsv = knownRsv;
        this.messages = messages;
        this.control = control;
    }

    /**
     * Decodes what has come, as long as the control listens.
     *
     * @throws SocketFault for what breaks the rules
     */
    void decode(ByteBuf in) {
        messages.goOn();
        while (in.isReadable() && control.listening()) {
            switch (next) {
                case START -> start(in.readUnsignedByte());
                case LENGTH -> length(in.readUnsignedByte());
                case LONG_LENGTH -> longLength(in.readUnsignedByte());
                case MASK -> mask(in);
                case PAYLOAD -> payload(in);
            }
        }
    }

    private void start(int bits) {
        opcode = bits & OPCODE;
        last = (bits & FINAL) != 0;
        int rsv = bits & RSV;
        boolean begins = opcode == TEXT || opcode == BINARY;
        if ((rsv & ~(begins ? knownRsv : 0)) != 0) {
            throw SocketFault.protocol("A reserved bit is set that no extension uses here.");
        }
        switch (opcode) {
            case TEXT, BINARY -> {
                if (within) {
                    throw SocketFault.protocol("A message began within another one.");
                }
            }
            case CONTINUATION -> {
                if (!within) {
                    throw SocketFault.protocol("There is no message to continue.");
                }
            }
            case CLOSE, PING, PONG -> {
                if (!last) {
                    throw SocketFault.protocol("A control frame must not be fragmented.");
                }
            }
            default -> throw SocketFault.protocol("The opcode " + opcode + " is reserved.");
        }
        control.frame();
        if (begins) {
            messages.begin(opcode == TEXT, rsv);
        }
        if (isData()) {
            within = !last;
        }
        next = Next.LENGTH;
    }

    private void length(int bits) {
        if ((bits & MASKED) == 0) {
            throw SocketFault.protocol("A client must mask its frames.");
        }
        int length = bits & ~MASKED;
        if (!isData() && length > MAX_CONTROL) {
            throw SocketFault.protocol("A control frame may carry " + MAX_CONTROL + " bytes.");
        }
        if (length <= MAX_CONTROL) {
            begin(length);
        } else {
            digits = length == 126 ? Short.BYTES : Long.BYTES;
            least = length == 126 ? MAX_CONTROL + 1 : 1 << 2 * Byte.SIZE;
            left = 0;
            next = Next.LONG_LENGTH;
        }
    }

    private void longLength(int digit) {
        left = left << Byte.SIZE | digit;
        if (--digits == 0) {
            if (left < least) {
                throw SocketFault.protocol(
                        "The length of a frame must be below 2^63, and written as shortly as can be.");
            }
            begin(left);
        }
    }

    private void begin(long length) {
        left = length;
        if (isData()) {
            messages.frame(length);
        }
        digits = Integer.BYTES;
        next = Next.MASK;
    }

    private void mask(ByteBuf in) {
        if (digits == Integer.BYTES && in.readableBytes() >= Integer.BYTES) {
            key = in.readIntLE();
            digits = 0;
        } else {
            key = key >>> Byte.SIZE | in.readUnsignedByte() << 3 * Byte.SIZE;
            digits--;
        }
        if (digits == 0) {
            next = Next.PAYLOAD;
            if (left == 0) {
                end(NOTHING);
            }
        }
    }

    private void payload(ByteBuf in) {
        byte[] bytes = new byte[(int) Math.min(in.readableBytes(), left)];
        in.readBytes(bytes);
        key = Mask.undo(bytes, key);
        left -= bytes.length;
        if (left == 0) {
            end(bytes);
        } else if (isData()) {
            messages.piece(bytes, false);
        } else {
            gather(bytes);
        }
    }

    private void end(byte[] bytes) {
        next = Next.START;
        if (!isData()) {
            control.control(opcode, gathered.length == 0 ? bytes : gather(bytes));
        } else if (last || bytes.length > 0) {
            messages.piece(bytes, last);
        }
    }

    /** Takes down what has come of a control frame; returns it once it is all there. */
    private byte[] gather(byte[] bytes) {
        int before = gathered.length;
        byte[] whole = Arrays.copyOf(gathered, before + bytes.length);
        System.arraycopy(bytes, 0, whole, before, bytes.length);
        gathered = left == 0 ? NOTHING : whole;
        return whole;
    }

    private boolean isData() {
        return opcode < CLOSE;
    }
}
