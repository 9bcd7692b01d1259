package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** How a pushed body is framed (RFC 9112 §6). */
enum PushFraming {
    /** Each message is a chunk (§7.1). */
    CHUNKED {
        @Override
        ByteBuf message(ByteBufAllocator memory, byte[] bytes) {
            if (bytes.length == 0) {
                // A chunk of no bytes would end the body.
                return Unpooled.EMPTY_BUFFER;
            }
            byte[] size = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
            return memory.buffer(size.length + bytes.length + 4)
                    .writeBytes(size)
                    .writeShort(CRLF)
                    .writeBytes(bytes)
                    .writeShort(CRLF);
        }

        @Override
        ByteBuf end(ByteBufAllocator memory) {
            return memory.buffer(5).writeByte('0').writeShort(CRLF).writeShort(CRLF);
        }
    },

    /** The head has told the length. */
    BY_LENGTH {
        @Override
        ByteBuf message(ByteBufAllocator memory, byte[] bytes) {
            return Unpooled.wrappedBuffer(bytes);
        }

        @Override
        ByteBuf end(ByteBufAllocator memory) {
            return Unpooled.EMPTY_BUFFER;
        }
    },

    /** The connection's end is the body's end, for HTTP/1.0. */
    UNTIL_CLOSE {
        @Override
        ByteBuf message(ByteBufAllocator memory, byte[] bytes) {
            return Unpooled.wrappedBuffer(bytes);
        }

        @Override
        ByteBuf end(ByteBufAllocator memory) {
            return Unpooled.EMPTY_BUFFER;
        }
    };

    private static final int CRLF = '\r' << 8 | '\n';

    /** Returns one message, framed. */
    abstract ByteBuf message(ByteBufAllocator memory, byte[] bytes);

    /** Returns what says that no more comes. */
    abstract ByteBuf end(ByteBufAllocator memory);
}
