package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Tells by its first bytes whether a connection speaks HTTP/2 "with prior knowledge" (RFC 9113 §3.3), and then steps
 * aside. The handlers of HTTP/1.1 are in place behind it.
 */
final class Preface extends ByteToMessageDecoder {
    private static final ByteBuf EXPECTED = Http2CodecUtil.connectionPrefaceBuf();

    private final Runnable http2;

    /**
     * Creates the handler.
     *
     * @param http2 puts the handlers of HTTP/2 in the place of those behind this one
     */
    Preface(Runnable http2) {
        this.http2 = http2;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int known = Math.min(in.readableBytes(), EXPECTED.readableBytes());
        for (int i = 0; i < known; i++) {
            if (in.getByte(in.readerIndex() + i) != EXPECTED.getByte(i)) {
                ctx.pipeline().remove(this);
                return;
            }
        }
        if (known == EXPECTED.readableBytes()) {
            http2.run();
            ctx.pipeline().remove(this);
        }
    }
}
