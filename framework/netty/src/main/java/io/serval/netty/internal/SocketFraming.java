package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** The frames that a server sends: whole and unmasked, so the same bytes for every client (RFC 6455 §5). */
enum SocketFraming implements Framing {
    /** Each message is a text frame, the end a close frame. */
    TEXT;

    private static final int FINAL = 0x80;
    private static final int OP_TEXT = 0x1;
    private static final int OP_CLOSE = 0x8;
    private static final int OP_PING = 0x9;
    private static final int OP_PONG = 0xA;
    private static final int MAX_HEADER = 10;

    /** Control frames carry 125 bytes at most, two of a close frame's are its code. */
    private static final int MAX_REASON = 123;

    @Override
    public ByteBuf message(ByteBufAllocator memory, byte[] utf8) {
        return frame(memory, OP_TEXT, utf8);
    }

    @Override
    public ByteBuf end(ByteBufAllocator memory, int code, String reason) {
        if (code < 0 || code > 4999 || !WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("A WebSocket cannot be closed with " + code
                    + ". Use 1000 to 1003, 1007 to 1014 or a code of your own from 3000 to 4999 (RFC 6455 §7.4).");
        }
        var payload = ByteBuffer.allocate(2 + MAX_REASON).putShort((short) code);
        // The encoder stops before a character that has no room.
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(reason), payload, true);
        byte[] bytes = new byte[payload.flip().remaining()];
        payload.get(bytes);
        return frame(memory, OP_CLOSE, bytes);
    }

    /** Returns the answer to a close frame without a code. */
    static ByteBuf closeWithoutCode(ByteBufAllocator memory) {
        return frame(memory, OP_CLOSE, new byte[0]);
    }

    static ByteBuf ping(ByteBufAllocator memory) {
        return frame(memory, OP_PING, new byte[0]);
    }

    static ByteBuf pong(ByteBufAllocator memory, byte[] payload) {
        return frame(memory, OP_PONG, payload);
    }

    private static ByteBuf frame(ByteBufAllocator memory, int opcode, byte[] payload) {
        ByteBuf frame = memory.buffer(MAX_HEADER + payload.length).writeByte(FINAL | opcode);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
