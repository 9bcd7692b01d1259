package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.serval.core.SharedMessage;
import java.nio.charset.StandardCharsets;

/** How a pushed body is framed (RFC 9112 §6). */
enum PushFraming {
    /** Each message is a chunk (§7.1). */
    CHUNKED {
        @Override
        ByteBuf message(ByteBufAllocator memory, byte[] bytes) {
            // A chunk of no bytes would end the body.
            return bytes.length == 0
                    ? Unpooled.EMPTY_BUFFER
                    : chunk(memory.buffer(bytes.length + CHUNK_OVERHEAD), bytes);
        }

        @Override
        ByteBuf shared(SharedMessage message) {
            return message.in(CHUNK);
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
        ByteBuf shared(SharedMessage message) {
            return message.in(AS_IT_IS);
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
        ByteBuf shared(SharedMessage message) {
            return message.in(AS_IT_IS);
        }

        @Override
        ByteBuf end(ByteBufAllocator memory) {
            return Unpooled.EMPTY_BUFFER;
        }
    };

    private static final int CRLF = '\r' << 8 | '\n';
    private static final int CHUNK_OVERHEAD = 12;

    private static final SharedMessage.Form<ByteBuf> CHUNK = message -> message.bytes().length == 0
            ? Unpooled.EMPTY_BUFFER
            : chunk(Unpooled.buffer(message.bytes().length + CHUNK_OVERHEAD), message.bytes());

    private static final SharedMessage.Form<ByteBuf> AS_IT_IS = message -> Unpooled.wrappedBuffer(message.bytes());

    /** Returns one message, framed. */
    abstract ByteBuf message(ByteBufAllocator memory, byte[] bytes);

    /** Returns one message that others get too, framed, not to be given back. */
    abstract ByteBuf shared(SharedMessage message);

    /** Returns what says that no more comes. */
    abstract ByteBuf end(ByteBufAllocator memory);

    private static ByteBuf chunk(ByteBuf into, byte[] bytes) {
        return into.writeBytes(Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII))
                .writeShort(CRLF)
                .writeBytes(bytes)
                .writeShort(CRLF);
    }
}
