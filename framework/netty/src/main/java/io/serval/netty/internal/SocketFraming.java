package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.serval.core.SharedMessage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** The frames that a server sends: unmasked, so the same bytes for every client (RFC 6455 §5). */
final class SocketFraming {
    private static final int MAX_HEADER = 10;

    /** A message for many of up to this size is copied for each of them. */
    private static final int COPIED = 8 * 1024;

    /** Control frames carry 125 bytes at most, two of a close frame's are its code. */
    private static final int MAX_REASON = 123;

    private static final byte[] NOTHING = {};

    /**
     * A message for many, as the frame that all of them get. A small one is copied when it is written, as what comes from the
     * heap is; the bytes of a large one are outside of the heap, shared by all writes, and go when the message goes.
     */
    private static final SharedMessage.Form<ByteBuf> SHARED =
            message -> shared(opcode(message.isText(), true), message.bytes());

    /** The same, compressed if that makes it shorter. */
    private static final SharedMessage.Form<ByteBuf> COMPRESSED = message -> {
        byte[] deflated = deflated(message.bytes());
        int opcode = opcode(message.isText(), true);
        return deflated == message.bytes() ? shared(opcode, deflated) : shared(opcode | FrameDecoder.RSV1, deflated);
    };

    private SocketFraming() {}

    /** Returns a whole message. */
    static ByteBuf message(ByteBufAllocator memory, boolean text, byte[] payload) {
        return frame(memory, opcode(text, true), true, payload);
    }

    /** Returns a whole message that others get too, not to be given back. */
    static ByteBuf shared(SharedMessage message) {
        return message.in(SHARED);
    }

    /** Returns a whole message, compressed if that makes it shorter (RFC 7692 §6). */
    static ByteBuf compressed(ByteBufAllocator memory, boolean text, byte[] payload) {
        byte[] deflated = deflated(payload);
        return deflated == payload
                ? message(memory, text, payload)
                : frame(memory, opcode(text, true) | FrameDecoder.RSV1, true, deflated);
    }

    /**
     * Returns a whole message that others get too, compressed if that makes it shorter: once for all of them. Not to be given
     * back.
     */
    static ByteBuf compressed(SharedMessage message) {
        return message.in(COMPRESSED);
    }

    /** Returns a piece of a message. */
    static ByteBuf piece(ByteBufAllocator memory, boolean text, boolean first, byte[] payload, boolean last) {
        return frame(memory, opcode(text, first), last, payload);
    }

    /** Returns a piece of a message that is compressed. */
    static ByteBuf compressedPiece(ByteBufAllocator memory, boolean text, boolean first, byte[] payload, boolean last) {
        int opcode = first ? opcode(text, true) | FrameDecoder.RSV1 : FrameDecoder.CONTINUATION;
        return frame(memory, opcode, last, Zlib.ofLoop().compress(payload, last));
    }

    static ByteBuf ping(ByteBufAllocator memory) {
        return frame(memory, FrameDecoder.PING, true, NOTHING);
    }

    static ByteBuf pong(ByteBufAllocator memory, byte[] payload) {
        return frame(memory, FrameDecoder.PONG, true, payload);
    }

    /**
     * Returns the close frame.
     *
     * @throws IllegalArgumentException for a code that may not be sent
     */
    static ByteBuf close(ByteBufAllocator memory, int code, String reason) {
        if (!isCode(code)) {
            throw new IllegalArgumentException("A WebSocket cannot be closed with " + code
                    + ". Use 1000 to 1003, 1007 to 1014 or a code of your own from 3000 to 4999 (RFC 6455 §7.4).");
        }
        var payload = ByteBuffer.allocate(Short.BYTES + MAX_REASON).putShort((short) code);
        // The encoder stops before a character that has no room.
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(reason), payload, true);
        byte[] bytes = new byte[payload.flip().remaining()];
        payload.get(bytes);
        return frame(memory, FrameDecoder.CLOSE, true, bytes);
    }

    /** Returns the answer to a close frame without a code. */
    static ByteBuf closeWithoutCode(ByteBufAllocator memory) {
        return frame(memory, FrameDecoder.CLOSE, true, NOTHING);
    }

    /** Whether it is a code that one side may send to the other (RFC 6455 §7.4, and the IANA registry). */
    static boolean isCode(int code) {
        boolean registered = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        return registered || (code >= 3000 && code <= 4999);
    }

    /** Returns the payload compressed, or itself if that does not make it shorter. */
    private static byte[] deflated(byte[] payload) {
        if (!Compression.pays(payload)) {
            return payload;
        }
        byte[] deflated = Zlib.ofLoop().compress(payload, true);
        return deflated.length < payload.length ? deflated : payload;
    }

    private static ByteBuf shared(int opcode, byte[] payload) {
        // To the byte, so that nobody who gets it can append to it.
        int size = (payload.length < 126 ? 2 : payload.length < 1 << 16 ? 4 : MAX_HEADER) + payload.length;
        ByteBuf frame = payload.length <= COPIED
                ? Unpooled.wrappedBuffer(new byte[size])
                : Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(size));
        header(frame.clear(), opcode, true, payload.length);
        return frame.writeBytes(payload);
    }

    private static ByteBuf frame(ByteBufAllocator memory, int opcode, boolean last, byte[] payload) {
        ByteBuf frame = memory.buffer(MAX_HEADER + payload.length);
        header(frame, opcode, last, payload.length);
        return frame.writeBytes(payload);
    }

    private static void header(ByteBuf out, int opcode, boolean last, int length) {
        out.writeByte(last ? FrameDecoder.FINAL | opcode : opcode);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 1 << 16) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
    }

    private static int opcode(boolean text, boolean first) {
        return !first ? FrameDecoder.CONTINUATION : text ? FrameDecoder.TEXT : FrameDecoder.BINARY;
    }
}
