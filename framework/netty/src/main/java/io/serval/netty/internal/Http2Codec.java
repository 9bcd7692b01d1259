package io.serval.netty.internal;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.serval.netty.Limits;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Frames, header compression and flow control of one HTTP/2 connection. There is no channel for each stream: what the
 * frames say goes straight to the {@link Http2Session}.
 */
final class Http2Codec extends Http2ConnectionHandler {
    private static final Logger LOG = System.getLogger(Http2Codec.class.getName());

    /** What a client may send on one stream before its handler has read any of it. */
    private static final int STREAM_WINDOW = 256 * 1024;

    /** What it may send on all streams together: the bound of what waits for handlers that do not read. */
    private static final int CONNECTION_WINDOW = 1024 * 1024;

    /** Answers to pings and settings that wait for a client which does not read. */
    private static final int WAITING_CONTROL_FRAMES = 1_000;

    private static final int RESET_WINDOW_SECONDS = 30;

    private final Http2Session session;
    private final CutStreams cut = new CutStreams();

    private Http2Codec(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings initial,
            Http2Session session) {
        super(decoder, encoder, initial, true);
        this.session = session;
    }

    /** Returns the handler that feeds the session. */
    static Http2Codec of(Limits limits, Http2Session session) {
        return new Builder(limits, session).build();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        var connection = connection();
        connection
                .local()
                .flowController()
                .incrementWindowSize(
                        connection.connectionStream(), CONNECTION_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        session.begin(this, ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        session.removed();
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        session.readComplete();
        super.channelReadComplete(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            super.exceptionCaught(ctx, cause);
            return;
        }
        boolean usual = cause instanceof IOException;
        LOG.log(usual ? Level.DEBUG : Level.ERROR, () -> "Connection " + ctx.channel() + " is closed.", cause);
        ctx.close();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception known) {
        if (cause instanceof IOException) {
            LOG.log(Level.DEBUG, () -> "Connection " + ctx.channel() + " is lost.", cause);
            ctx.close();
            return;
        }
        boolean usual = known != null;
        LOG.log(
                usual ? Level.DEBUG : Level.ERROR,
                () -> "Connection " + ctx.channel() + " broke the rules of HTTP/2 and is closed.",
                cause);
        session.leave(known == null ? Http2Error.INTERNAL_ERROR : known.error(), String.valueOf(cause.getMessage()));
    }

    @Override
    protected void onStreamError(ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException known) {
        LOG.log(Level.DEBUG, () -> "Stream " + known.streamId() + " of " + ctx.channel() + " is cut off.", cause);
        Http2Stream stream = connection().stream(known.streamId());
        if (stream == null && known.error() == Http2Error.STREAM_CLOSED && !cut.contains(known.streamId())) {
            // The client uses a stream that both sides have ended (RFC 9113 §5.1), or that it has passed over (§5.1.1).
            onConnectionError(ctx, outbound, cause, known);
        } else if (known.error() == Http2Error.PROTOCOL_ERROR
                && stream != null
                && stream.state() == State.HALF_CLOSED_REMOTE
                && session.serves(stream)) {
            // Netty takes fields on a stream that the client has ended for malformed ones (§5.1).
            resetStream(ctx, known.streamId(), Http2Error.STREAM_CLOSED.code(), ctx.newPromise());
        } else {
            cut.add(known.streamId());
            super.onStreamError(ctx, outbound, cause, known);
        }
    }

    @Override
    public ChannelFuture resetStream(ChannelHandlerContext ctx, int id, long code, ChannelPromise promise) {
        cut.add(id);
        return super.resetStream(ctx, id, code, promise);
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Builder> {
        private final Http2Session session;

        Builder(Limits limits, Http2Session session) {
            this.session = session;
            var connection = new DefaultHttp2Connection(true, 0);
            // Priorities of streams are deprecated (RFC 9113 §5.3.2): all have an equal share.
            connection
                    .remote()
                    .flowController(new DefaultHttp2RemoteFlowController(
                            connection, new UniformStreamByteDistributor(connection), session::writabilityChanged));
            connection.addListener(session);
            connection(connection);
            frameListener(session);
            initialSettings(new Http2Settings()
                    .maxConcurrentStreams(limits.streams())
                    .maxHeaderListSize(limits.headerBytes())
                    .connectProtocolEnabled(true)
                    .initialWindowSize(STREAM_WINDOW));
            decoderEnforceMaxRstFramesPerWindow(limits.resets(), RESET_WINDOW_SECONDS);
            encoderEnforceMaxRstFramesPerWindow(limits.resets(), RESET_WINDOW_SECONDS);
            encoderEnforceMaxQueuedControlFrames(WAITING_CONTROL_FRAMES);
        }

        @Override
        public Http2Codec build() {
            return super.build();
        }

        @Override
        protected Http2Codec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initial) {
            return new Http2Codec(decoder, encoder, initial, session);
        }
    }
}
