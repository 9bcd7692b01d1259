package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream of HTTP/2, both ways, each held back where the other side is slow (RFC 9113 §5.2). Lives on the
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the stream, and that is what everybody waits for
final class StreamFlow implements Inflow, Outflow {
    /** So much may wait for a client, however large a window it has opened. */
    private static final int HIGH = 64 * 1024;

    private final Http2Session session;
    private final Http2Stream stream;
    private final Runnable room;
    private boolean paused;

    /** What has arrived while the handler had no room; its window is not opened again before there is. */
    private int withheld;

    /** Written since the last flush. */
    private @Nullable ByteBuf gathered;

    /** Handed to the flow controller, and not yet to the socket. */
    private int waiting;

    private long progress;
    private boolean full;
    private boolean closed;

    /**
     * Creates the flow of an open stream.
     *
     * @param room called when more may be written again, after {@link #writable} has said no
     */
    StreamFlow(Http2Session session, Http2Stream stream, Runnable room) {
        this.session = session;
        this.stream = stream;
        this.room = room;
    }

    /** Returns how many of the bytes that have just arrived may be forgotten by the flow controller. */
    int receive(int bytes) {
        if (!paused) {
            return bytes;
        }
        withheld += bytes;
        return 0;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (withheld > 0 && !closed) {
            int bytes = withheld;
            withheld = 0;
            try {
                if (session.codec().connection().local().flowController().consumeBytes(stream, bytes)) {
                    session.flush();
                }
            } catch (Http2Exception e) {
                throw new IllegalStateException("More was given back than had come on stream " + stream.id(), e);
            }
        }
    }

    @Override
    public void sendContinue() {
        if (!closed) {
            head(Http2ResponseHead.CONTINUE, false, promise());
            session.flush();
        }
    }

    /** Writes a head that bytes follow. */
    void head(Http2Headers head) {
        head(head, false, promise());
    }

    /** Writes a head that nothing follows, and runs the task once it is handed to the socket. */
    void onlyHead(Http2Headers head, Runnable sent) {
        head(head, true, promise(sent));
        session.flush();
    }

    @Override
    public Loop loop() {
        return session.wire().loop();
    }

    @Override
    public ByteBufAllocator memory() {
        return session.wire().memory();
    }

    @Override
    public boolean active() {
        return !closed;
    }

    @Override
    public boolean writable() {
        boolean writable = !closed
                && waiting + readable(gathered) < HIGH
                && session.codec().connection().remote().flowController().isWritable(stream);
        full |= !writable;
        return writable;
    }

    /** Messages to one client share a frame: they are gathered until they are flushed. */
    @Override
    public void write(ByteBuf bytes) {
        ByteBuf before = gathered;
        if (closed) {
            bytes.release();
        } else if (before == null) {
            gathered = bytes;
        } else if (before.isWritable(bytes.readableBytes())) {
            before.writeBytes(bytes);
            bytes.release();
        } else {
            gathered = memory().buffer(2 * (before.readableBytes() + bytes.readableBytes()))
                    .writeBytes(before)
                    .writeBytes(bytes);
            before.release();
            bytes.release();
        }
    }

    @Override
    public void flush() {
        ByteBuf bytes = gathered;
        if (bytes != null) {
            gathered = null;
            data(bytes, false, promise());
        }
        session.flush();
    }

    /** Writes and flushes, and runs the task once all is handed to the socket; never if the client leaves. */
    void send(ByteBuf bytes, Runnable sent) {
        write(bytes);
        handOver(false, sent);
    }

    @Override
    public void end(ByteBuf last, Runnable sent) {
        write(last);
        handOver(true, sent);
    }

    /** Since when the client has taken nothing of what waits for it; the time itself if nothing waits. */
    long stalledSince(long now) {
        return waiting > 0 ? progress : now;
    }

    /** There may be room again. */
    void writabilityChanged() {
        if (full && !closed) {
            full = false;
            if (writable()) {
                room.run();
            }
        }
    }

    /** Ends the stream both ways at once. */
    void reset(Http2Error why) {
        if (!closed) {
            session.codec().resetStream(session.context(), stream.id(), why.code(), promise());
            session.flush();
        }
    }

    /** The stream has ended: nothing is written any more. */
    void close() {
        closed = true;
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    private void handOver(boolean end, Runnable sent) {
        ByteBuf bytes = gathered;
        gathered = null;
        if (!closed) {
            data(bytes == null ? Unpooled.EMPTY_BUFFER : bytes, end, promise(sent));
            session.flush();
        }
    }

    private void head(Http2Headers head, boolean end, ChannelPromise promise) {
        session.codec().encoder().writeHeaders(session.context(), stream.id(), head, 0, end, promise);
    }

    private void data(ByteBuf bytes, boolean end, ChannelPromise promise) {
        int count = bytes.readableBytes();
        if (waiting == 0) {
            progress = System.nanoTime();
        }
        waiting += count;
        promise.addListener(written -> taken(count));
        session.codec().encoder().writeData(session.context(), stream.id(), bytes, 0, end, promise);
    }

    private void taken(int count) {
        waiting -= count;
        progress = System.nanoTime();
        writabilityChanged();
    }

    private ChannelPromise promise() {
        return session.context().newPromise();
    }

    private ChannelPromise promise(Runnable sent) {
        return promise().addListener(written -> {
            if (written.isSuccess()) {
                sent.run();
            }
        });
    }

    private static int readable(@Nullable ByteBuf bytes) {
        return bytes == null ? 0 : bytes.readableBytes();
    }
}
