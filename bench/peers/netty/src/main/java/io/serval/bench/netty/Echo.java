package io.serval.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/**
 * WebSockets as Netty's own example has them: its handler for the protocol does the handshake, pings and closing, and an
 * application gets text and sends text. Writes as messages come, flushes when there is nothing left to read.
 */
public final class Echo {
    private static final int HANDSHAKE_BYTES = 64 * 1024;

    private Echo() {}

    /** Takes nothing. */
    public static void main(String[] args) {
        var echo = new EchoHandler();
        Loops.serve(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpServerCodec(),
                                new HttpObjectAggregator(HANDSHAKE_BYTES),
                                new WebSocketServerProtocolHandler("/echo"),
                                echo);
            }
        });
    }

    @Sharable
    private static final class EchoHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
            context.write(new TextWebSocketFrame(message.text()), context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
