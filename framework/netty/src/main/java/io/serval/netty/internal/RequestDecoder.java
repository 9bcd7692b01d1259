package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.serval.netty.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes one request at a time. While a request is being answered the bytes of the next ones wait, and while its body is
 * not being read those of the body, a bounded number of them; reading goes on until then, because without epoll only a
 * read notices that the client has left.
 */
final class RequestDecoder extends HttpRequestDecoder implements Inflow {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_WAITING = 64 * 1024;

    private final Wire wire;
    private boolean paused;

    RequestDecoder(Limits limits, Wire wire) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytes())
                .setMaxHeaderSize(limits.headerBytes()));
        this.wire = wire;
    }

    /** Leaves what follows undecoded. */
    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        wire.reading(true);
        if (actualReadableBytes() > 0) {
            ChannelHandlerContext ctx = wire.pipeline().context(this);
            // Not at once: the caller may have been called by decode.
            ctx.executor().execute(() -> decodeWaiting(ctx));
        }
    }

    @Override
    public void sendContinue() {
        if (wire.active()) {
            wire.send(Unpooled.wrappedBuffer(CONTINUE), () -> {});
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        super.channelRead(ctx, input);
        if (paused && actualReadableBytes() > MAX_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Unlike the one it replaces, asks for no more bytes when there was no message: if reading is off, it is meant to be. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (!paused) {
            super.decode(ctx, buffer, out);
        }
    }

    private void decodeWaiting(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }
}
