package io.serval.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.serval.bench.netty.Application.Answer;
import java.util.HashMap;
import java.util.Map;

/** Answers HTTP/2 on the frames themselves: a channel for each stream, as the multiplexer has them, costs more. */
final class Http2 extends ChannelInboundHandlerAdapter {
    private record Asked(Http2Headers headers, ByteBuf body) {}

    private static final int BODY_BYTES = 1024 * 1024;

    private final Application application;

    /** Requests whose body has not ended. */
    private final Map<Integer, Asked> open = new HashMap<>();

    Http2(Application application) {
        this.application = application;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case Http2HeadersFrame head -> head(context, head);
                case Http2DataFrame data -> data(context, data);
                case Http2ResetFrame reset -> forget(reset.stream().id());
                default -> {} // settings and pings, which the codec answers
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext context, Http2HeadersFrame head) {
        if (head.isEndStream()) {
            answer(context, head.stream(), new Asked(head.headers(), Unpooled.EMPTY_BUFFER));
        } else {
            open.put(
                    head.stream().id(),
                    new Asked(head.headers(), context.alloc().buffer()));
        }
    }

    private void data(ChannelHandlerContext context, Http2DataFrame data) {
        Http2FrameStream stream = data.stream();
        context.write(new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(stream));
        Asked asked = open.get(stream.id());
        if (asked == null) {
            return;
        }
        if (asked.body().readableBytes() + data.content().readableBytes() > BODY_BYTES) {
            forget(stream.id());
            context.write(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
            return;
        }
        asked.body().writeBytes(data.content());
        if (data.isEndStream()) {
            answer(context, stream, asked);
            forget(stream.id());
        }
    }

    private void forget(int stream) {
        Asked asked = open.remove(stream);
        if (asked != null) {
            asked.body().release();
        }
    }

    private void answer(ChannelHandlerContext context, Http2FrameStream stream, Asked asked) {
        String method = asked.headers().method().toString();
        String target = asked.headers().path().toString();
        Answer answer = switch (method) {
            case "GET" -> application.get(target);
            case "POST" -> application.post(target, asked.body());
            default -> Application.refusal(405);
        };
        var headers = new DefaultHttp2Headers(false)
                .status(Integer.toString(answer.status()))
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().readableBytes())
                .set(HttpHeaderNames.DATE, Dates.now());
        context.write(new DefaultHttp2HeadersFrame(headers).stream(stream));
        context.write(new DefaultHttp2DataFrame(answer.body(), true).stream(stream));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.values().forEach(asked -> asked.body().release());
        open.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
