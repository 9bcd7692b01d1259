package io.serval.netty.internal;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Map;

/**
 * Closes a connection without losing the last response (RFC 9112 §9.6): first our side, then, once the client has closed
 * its own or some time has passed, all of it. Closing at once would reset a connection whose client still sends, and the
 * reset would take away what the client has not read yet.
 */
final class Linger extends ChannelInboundHandlerAdapter implements Loop.Member {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Wire wire;
    private final long began = System.nanoTime();

    private Linger(Wire wire) {
        this.wire = wire;
    }

    /** Closes the connection this way, in place of all that its handlers did; TLS goes on to the end. */
    static void begin(Wire wire) {
        if (!wire.active()) {
            return;
        }
        var linger = new Linger(wire);
        ChannelPipeline pipeline = wire.pipeline().addLast(linger);
        for (Map.Entry<String, ChannelHandler> handler : pipeline) {
            if (handler.getValue() != linger && !(handler.getValue() instanceof SslHandler)) {
                pipeline.remove(handler.getValue());
            }
        }
        wire.reading(true);
        wire.shutdownOutput();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        wire.loop().add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Whatever it was, the conversation was over.
        wire.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        wire.loop().remove(this);
    }

    @Override
    public void tick(long nanos) {
        if (nanos - began > AT_MOST.toNanos()) {
            wire.close();
        }
    }

    @Override
    public void drain() {
        // Closes soon anyway.
    }

    @Override
    public void end() {
        // Closes soon anyway.
    }
}
