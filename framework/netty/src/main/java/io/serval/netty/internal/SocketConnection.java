package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.serval.core.Content;
import io.serval.core.Scope;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection that has become a WebSocket (RFC 6455): hears its client, answers pings, and ends it with the right code. */
final class SocketConnection extends ChannelInboundHandlerAdapter implements Loop.Member {
    private static final Logger LOG = System.getLogger(SocketConnection.class.getName());
    private static final int GOING_AWAY = 1001;
    private static final int BINARY = 1003;
    private static final int POLICY = 1008;
    private static final int FAILED = 1011;

    private final Wire wire;
    private final Exchange exchange;
    private final Scope scope;
    private final ChannelOutlet outlet;
    private final TextMessages messages;
    private final Heartbeat heartbeat;
    private Content.Listener listener = message -> {};
    private byte @Nullable [] owedPong;

    SocketConnection(Wire wire, Exchange exchange, Settings settings) {
        this.wire = wire;
        this.exchange = exchange;
        this.scope = exchange.scope();
        this.outlet = new ChannelOutlet(wire, exchange, SocketFraming.TEXT, exchange::end);
        this.messages = new TextMessages(settings.limits().messageBytes());
        this.heartbeat = new Heartbeat(settings.timeouts(), wire.loop().tick());
    }

    /** Returns the handler that goes before. It reports what is wrong and leaves it to this one to close. */
    static ChannelHandler decoder(Limits limits) {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(limits.messageBytes())
                .closeOnProtocolViolation(false)
                .build());
    }

    /** Lets the endpoint say its first words. */
    void open(Content.Endpoint endpoint) {
        scope.onCancel(() -> wire.loop().run(this::cancelled));
        try {
            listener = Objects.requireNonNull(endpoint.open(outlet), "The endpoint returned null, not a listener.");
        } catch (RuntimeException e) {
            failed(e);
        }
        wire.flush();
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
        try {
            if (message instanceof CloseWebSocketFrame close) {
                closed(close);
            } else if (outlet.isOpen()) {
                hear((WebSocketFrame) message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        heartbeat.heard(System.nanoTime());
        wire.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        byte[] payload = owedPong;
        if (payload != null && wire.writable()) {
            owedPong = null;
            pong(payload);
            wire.flush();
        }
        outlet.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outlet.hangUp();
        exchange.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(cause);
    }

    @Override
    public void tick(long nanos) {
        switch (heartbeat.beat(nanos, outlet.isOpen())) {
            case QUIET -> {}
            case PING -> wire.send(SocketFraming.ping(wire.memory()), () -> {});
            case DEAD -> {
                LOG.log(Level.DEBUG, () -> exchange + " is silent for too long and taken for dead.");
                wire.close();
            }
        }
    }

    @Override
    public void drain() {
        scope.cancel(Scope.Cause.SHUTDOWN);
    }

    @Override
    public void end() {
        outlet.close(GOING_AWAY, "The server is stopping.");
    }

    private void hear(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> text(text);
            case ContinuationWebSocketFrame more -> text(more);
            case BinaryWebSocketFrame ignored -> fail(BINARY, "This socket takes text messages only.");
            case PingWebSocketFrame ping -> pong(ByteBufUtil.getBytes(ping.content()));
            default -> {
                // A pong: that something was heard is all that it says.
            }
        }
    }

    private void text(WebSocketFrame frame) {
        String message = messages.add(frame.content(), frame.isFinalFragment());
        if (message != null) {
            listener.text(message);
        }
    }

    /** A client that does not read is owed one pong, for its latest ping (RFC 6455 §5.5.3). */
    private void pong(byte[] payload) {
        if (wire.writable()) {
            wire.write(SocketFraming.pong(wire.memory(), payload));
        } else {
            owedPong = payload;
        }
    }

    private void closed(CloseWebSocketFrame close) {
        if (outlet.isOpen()) {
            int code = close.statusCode();
            LOG.log(Level.DEBUG, () -> exchange + " was closed by the client with " + code);
            leave(
                    code < 0
                            ? SocketFraming.closeWithoutCode(wire.memory())
                            : SocketFraming.TEXT.end(wire.memory(), code, ""));
        } else {
            Linger.begin(wire);
        }
    }

    private void failed(Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException wrong ->
                fail(wrong.closeStatus().code(), String.valueOf(wrong.getMessage()));
            case IOException ignored -> {
                LOG.log(Level.DEBUG, () -> exchange + " lost its connection.", cause);
                wire.close();
            }
            default -> {
                LOG.log(Level.ERROR, () -> exchange + " failed.", cause);
                fail(FAILED, "The server failed.");
            }
        }
    }

    private void fail(int code, String reason) {
        if (outlet.isOpen()) {
            leave(SocketFraming.TEXT.end(wire.memory(), code, reason));
        }
    }

    /** Ends a conversation that the client ended, or has to end: the close frame goes out before anything is closed. */
    private void leave(ByteBuf closeFrame) {
        outlet.hangUp();
        scope.cancel(Scope.Cause.CLIENT_GONE);
        wire.send(closeFrame, () -> Linger.begin(wire));
    }

    private void cancelled() {
        scope.cause().ifPresent(cause -> {
            switch (cause) {
                case CANCELLED, DEADLINE -> outlet.close(POLICY, "The stream was cancelled.");
                case SHUTDOWN -> {
                    if (!wire.loop().draining()) {
                        end();
                    }
                }
                case CLIENT_GONE -> {}
            }
        });
    }
}
