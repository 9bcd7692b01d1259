package io.serval.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import java.util.List;

/** Tells HTTP/2 by prior knowledge from HTTP/1.1 by the first bytes, and makes way for the one or the other. */
final class Preface extends ByteToMessageDecoder {
    private static final int PRI = ('P' << 16) | ('R' << 8) | 'I';
    private static final int LINE_BYTES = 8 * 1024;
    private static final int HEADER_BYTES = 16 * 1024;

    private final Application application;

    Preface(Application application) {
        this.application = application;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < 3) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        if (in.getUnsignedMedium(in.readerIndex()) == PRI) {
            pipeline.addLast(Http2FrameCodecBuilder.forServer().build(), new Http2(application));
        } else {
            var limits =
                    new HttpDecoderConfig().setMaxInitialLineLength(LINE_BYTES).setMaxHeaderSize(HEADER_BYTES);
            pipeline.addLast(new HttpServerCodec(limits), new Http1(application));
        }
        pipeline.remove(this);
    }
}
