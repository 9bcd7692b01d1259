package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** A connection that has become a WebSocket: nothing but the session's ear at the channel. */
final class SocketConnection extends ChannelInboundHandlerAdapter implements Loop.Member {
    private final SocketSession session;
    private final Wire wire;

    SocketConnection(SocketSession session, Wire wire) {
        this.session = session;
        this.wire = wire;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        wire.loop().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        wire.loop().remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        session.receive((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        session.received();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        session.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.failed(cause);
    }

    @Override
    public void tick(long nanos) {
        session.tick(nanos);
    }

    @Override
    public void drain() {
        session.drain();
    }

    @Override
    public void end() {
        session.end();
    }
}
