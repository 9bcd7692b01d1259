package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.serval.core.Content;
import io.serval.netty.NettyServer.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A stream of HTTP/2 that is to become a WebSocket (RFC 8441): its data are what the bytes of a connection are over HTTP/1.1,
 * its flow control holds both sides back, and its end is the connection's. Lives on the loop.
 */
final class SocketStream implements SocketCarrier {
    private final StreamFlow flow;
    private final Runnable finished;

    /** What the client has sent before it was answered: no more than its window. */
    private final Queue<ByteBuf> early = new ArrayDeque<>(0);

    private @Nullable SocketSession session;

    /** Whether the client has ended its side. */
    private boolean ended;

    private boolean finishing;

    /**
     * Creates a stream that nobody has answered yet.
     *
     * @param ended whether the client has ended its side already
     * @param finished called once our side has ended
     */
    SocketStream(StreamFlow flow, boolean ended, Runnable finished) {
        this.flow = flow;
        this.ended = ended;
        this.finished = finished;
        flow.pause();
    }

    /** The answer has been written: lets the endpoint say its first words. */
    void open(Exchange exchange, Settings settings, Content.Endpoint endpoint, boolean compressed) {
        var opened = new SocketSession(this, exchange, settings, compressed);
        session = opened;
        flow.resume();
        opened.open(endpoint);
        for (ByteBuf data = early.poll(); data != null; data = early.poll()) {
            opened.receive(data);
        }
        opened.received();
        if (ended) {
            clientEnded(opened);
        }
    }

    boolean isOpen() {
        return session != null;
    }

    /** Takes data, and returns how many bytes of the window may be opened again. */
    int receive(ByteBuf data, boolean last) {
        int bytes = data.readableBytes();
        ended |= last;
        if (session == null) {
            early.add(data.retain());
            return flow.receive(bytes);
        }
        session.receive(data.retain());
        session.received();
        if (last) {
            clientEnded(session);
        }
        return flow.receive(bytes);
    }

    void writabilityChanged() {
        if (session != null) {
            session.writabilityChanged();
        }
    }

    void tick(long nanos) {
        if (session != null) {
            session.tick(nanos);
        }
    }

    void drain() {
        if (session != null) {
            session.drain();
        }
    }

    void end() {
        if (session != null) {
            session.end();
        }
    }

    /** The stream has been closed, by whichever side. */
    void closed() {
        early.forEach(ByteBuf::release);
        early.clear();
        if (session != null) {
            session.lost();
        }
    }

    /** As a connection that is closed: whoever has not closed the socket before is lost (RFC 8441 §5). */
    private void clientEnded(SocketSession opened) {
        if (!opened.owesAnswer()) {
            opened.lost();
            finish();
        }
    }

    @Override
    public Loop loop() {
        return flow.loop();
    }

    @Override
    public ByteBufAllocator memory() {
        return flow.memory();
    }

    @Override
    public boolean active() {
        return flow.active();
    }

    @Override
    public boolean writable() {
        return flow.writable();
    }

    @Override
    public void write(ByteBuf bytes) {
        flow.write(bytes);
    }

    @Override
    public void flush() {
        flow.flush();
    }

    @Override
    public void send(ByteBuf bytes, Runnable sent) {
        flow.send(bytes, sent);
    }

    @Override
    public void end(ByteBuf last, Runnable sent) {
        flow.end(last, sent);
    }

    @Override
    public void reading(boolean wanted) {
        if (wanted) {
            flow.resume();
        } else {
            flow.pause();
        }
    }

    @Override
    public boolean stalled(Duration atMost, long now) {
        return now - flow.stalledSince(now) > atMost.toNanos();
    }

    @Override
    public void finish() {
        if (!finishing) {
            finishing = true;
            flow.end(Unpooled.EMPTY_BUFFER, finished);
        }
    }

    @Override
    public void cut() {
        flow.reset(Http2Error.CANCEL);
    }
}
