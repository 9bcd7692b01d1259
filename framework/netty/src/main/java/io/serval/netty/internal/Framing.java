package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** How an outlet's messages look on the wire. */
interface Framing {
    /** Returns one message, framed. */
    ByteBuf message(ByteBufAllocator memory, byte[] bytes);

    /** Returns what says that no more comes. */
    ByteBuf end(ByteBufAllocator memory, int code, String reason);
}
