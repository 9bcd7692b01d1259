package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The way to one client: a connection, or one stream of HTTP/2. Nothing that is written here tells when it fails: then
 * the client is gone, and that is what everybody waits for.
 */
interface Outflow {
    Loop loop();

    ByteBufAllocator memory();

    /** Whether the client is still there. */
    boolean active();

    /** Whether less waits to be sent than the high water mark. */
    boolean writable();

    /** Takes bytes that leave with the next {@link #flush}. */
    void write(ByteBuf bytes);

    /**
     * Takes bytes that others get too and that nobody changes or gives back; they leave with the next {@link #flush}, behind
     * what was written before.
     */
    default void writeShared(ByteBuf bytes) {
        write(bytes.retainedDuplicate());
    }

    void flush();

    /** Writes the last bytes, flushes, and runs the task once all is handed to the socket; never if the client leaves. */
    void end(ByteBuf last, Runnable sent);
}
