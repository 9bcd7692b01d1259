package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** What a WebSocket runs on: a connection of its own, or a stream of HTTP/2. */
interface SocketCarrier extends Outflow {
    /** Writes and flushes, and runs the task once all is handed to the socket; never if the client leaves before. */
    void send(ByteBuf bytes, Runnable sent);

    /** Sets whether more is read; that the client leaves must be noticed all the same. */
    void reading(boolean wanted);

    /** Whether the client has taken nothing for so long of what waits for it. */
    boolean stalled(Duration atMost, long now);

    /** Ends it so that what was sent arrives: both sides have closed, or one will hear no more. */
    void finish();

    /** Ends it at once. */
    void cut();
}
