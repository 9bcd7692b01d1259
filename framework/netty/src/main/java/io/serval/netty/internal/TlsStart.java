package io.serval.netty.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** A connection whose TLS handshake is under way; then it speaks what the handshake agreed on (RFC 9113 §3.2). */
final class TlsStart extends ApplicationProtocolNegotiationHandler implements Loop.Member {
    private static final Logger LOG = System.getLogger(TlsStart.class.getName());

    private final Wire wire;
    private final Consumer<Boolean> agreed;

    /**
     * Creates the handler.
     *
     * @param agreed told whether it is HTTP/2; puts the handlers in place
     */
    TlsStart(Wire wire, Consumer<Boolean> agreed) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.wire = wire;
        this.agreed = agreed;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        agreed.accept(protocol.equals(ApplicationProtocolNames.HTTP_2));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        wire.loop().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
        wire.loop().remove(this);
        super.handlerRemoved(ctx);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, () -> "The TLS handshake of " + ctx.channel() + " failed.", cause);
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        handshakeFailure(ctx, cause);
    }

    @Override
    public void tick(long nanos) {
        // The handshake has a time-out of its own.
    }

    @Override
    public void drain() {
        wire.close();
    }

    @Override
    public void end() {
        // Closed by then.
    }
}
