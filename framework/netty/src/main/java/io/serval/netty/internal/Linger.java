package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Closes a connection without losing the last response (RFC 9112 §9.6): first our side, then, once the client has closed
 * its own or some time has passed, all of it. Closing at once would reset a connection whose client still sends, and the
 * reset would take away what the client has not read yet.
 */
final class Linger extends ChannelInboundHandlerAdapter implements Loop.Member {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Channel channel;
    private final Loop loop;
    private final long began = System.nanoTime();

    private Linger(Channel channel, Loop loop) {
        this.channel = channel;
        this.loop = loop;
    }

    /** Closes the channel this way, in place of all that its handlers did. */
    static void begin(Channel channel, Loop loop) {
        if (!channel.isActive()) {
            return;
        }
        var linger = new Linger(channel, loop);
        channel.pipeline().addLast(linger);
        while (channel.pipeline().first() != linger) {
            channel.pipeline().removeFirst();
        }
        channel.config().setAutoRead(true);
        loop.add(linger);
        ((DuplexChannel) channel).shutdownOutput();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Whatever it was, the conversation was over.
        channel.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.remove(this);
    }

    @Override
    public void tick(long nanos) {
        if (nanos - began > AT_MOST.toNanos()) {
            channel.close();
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
