package io.serval.faults;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.net.URI;
import java.util.List;

/** Follows over a WebSocket. */
abstract class SocketWatcher extends Watcher {
    private static final int MOST_BYTES = 1 << 20;

    SocketWatcher(Crowd crowd, List<Shown> shown) {
        super(crowd, shown);
    }

    /** Where the socket is, with what the handshake has to say. */
    abstract String path();

    /** The handshake is done. */
    void opened(ChannelHandlerContext context) {}

    abstract void message(ChannelHandlerContext context, String text);

    @Override
    void speak(ChannelPipeline pipeline) {
        var handshake = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create("ws://localhost:" + crowd().port() + path()))
                .maxFramePayloadLength(MOST_BYTES)
                .build();
        pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(MOST_BYTES),
                new WebSocketClientProtocolHandler(handshake),
                new WebSocketFrameAggregator(MOST_BYTES),
                new Messages());
    }

    private final class Messages extends Listener<TextWebSocketFrame> {
        Messages() {
            super(TextWebSocketFrame.class);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                opened(context);
            }
        }

        @Override
        void take(ChannelHandlerContext context, TextWebSocketFrame frame) {
            message(context, frame.text());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof WebSocketClientHandshakeException failed) {
                handshakeFailed(failed);
                context.close();
            } else {
                super.exceptionCaught(context, cause);
            }
        }
    }

    private void handshakeFailed(WebSocketClientHandshakeException failed) {
        // Without a response the handshake took too long, or the connection ended.
        if (failed.response() != null) {
            try {
                refused(path(), failed.response().status().code());
            } catch (ProtocolException e) {
                crowd().broken(e);
            }
        }
    }
}
