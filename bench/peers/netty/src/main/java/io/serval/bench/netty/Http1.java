package io.serval.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.serval.bench.netty.Application.Answer;
import org.jspecify.annotations.Nullable;

/** Answers HTTP/1.1: writes as requests end, flushes when there is nothing left to read. */
final class Http1 extends ChannelInboundHandlerAdapter {
    private static final int BODY_BYTES = 1024 * 1024;

    private final Application application;
    private @Nullable HttpRequest request;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    Http1(Application application) {
        this.application = application;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest head) {
                request = head;
            }
            if (message instanceof HttpContent content) {
                add(context, content.content());
            }
            if (message instanceof LastHttpContent && request != null) {
                answer(context, request);
                request = null;
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void add(ChannelHandlerContext context, ByteBuf piece) {
        if (!piece.isReadable()) {
            return;
        }
        if (body.readableBytes() + piece.readableBytes() > BODY_BYTES) {
            context.close();
        } else if (body == Unpooled.EMPTY_BUFFER) {
            body = piece.retain();
        } else {
            body = Unpooled.wrappedBuffer(body, piece.retain());
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest asked) {
        Answer answer = asked.decoderResult().isFailure() ? Application.refusal(400) : route(asked);
        body.release();
        body = Unpooled.EMPTY_BUFFER;
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), answer.body());
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().readableBytes())
                .set(HttpHeaderNames.DATE, Dates.now());
        if (HttpUtil.isKeepAlive(asked) && asked.decoderResult().isSuccess()) {
            context.write(response, context.voidPromise());
        } else {
            context.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private Answer route(HttpRequest asked) {
        if (asked.method().equals(HttpMethod.GET)) {
            return application.get(asked.uri());
        }
        return asked.method().equals(HttpMethod.POST) ? application.post(asked.uri(), body) : Application.refusal(405);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        body.release();
        body = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
