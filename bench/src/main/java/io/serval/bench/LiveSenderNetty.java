package io.serval.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A broadcast on Netty: its handlers for WebSockets, epoll, a loop for each core. */
final class LiveSenderNetty implements LiveSender {
    private static final int HANDSHAKE_BYTES = 64 * 1024;

    private final boolean byHand;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), EpollIoHandler.newFactory());
    private final ChannelGroup group = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<EventLoop, List<Channel>> byLoop = new ConcurrentHashMap<>();
    private final ByteBuf frame = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeByte(0x81)
            .writeByte(TEXT.length() + 2)
            .writeBytes(("\"" + TEXT + "\"").getBytes(StandardCharsets.UTF_8)));
    private final int port;

    /**
     * Starts it.
     *
     * @param byHand whether the bytes go past the pipeline, by one task for each loop
     */
    LiveSenderNetty(boolean byHand) {
        this.byHand = byHand;
        var config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .build();
        var joining = new Joining();
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(HANDSHAKE_BYTES),
                                        new WebSocketServerProtocolHandler(config),
                                        joining);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String told(String[] words) {
        int count = Integer.parseInt(words[1]);
        if (byHand) {
            byLoop.forEach((loop, channels) -> loop.execute(() -> send(channels, count)));
        } else {
            for (int i = 0; i < count; i++) {
                group.write(new TextWebSocketFrame("\"" + TEXT + "\""), channel -> true, true);
            }
            group.flush();
        }
        return "done";
    }

    private void send(List<Channel> channels, int count) {
        for (Channel channel : channels) {
            for (int i = 0; i < count; i++) {
                // The context of the first handler, as what comes behind it would only pass the bytes on.
                channel.pipeline().firstContext().write(frame.duplicate(), channel.voidPromise());
            }
            channel.flush();
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully();
    }

    @Sharable
    private final class Joining extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof HandshakeComplete) {
                group.add(context.channel());
                byLoop.computeIfAbsent(context.channel().eventLoop(), _ -> new ArrayList<>())
                        .add(context.channel());
                context.writeAndFlush(new TextWebSocketFrame(GREETING));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            io.netty.util.ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
