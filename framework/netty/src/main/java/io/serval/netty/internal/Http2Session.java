package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.serval.core.Handler;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks HTTP/2 (RFC 9113): gives each stream what answers it, and looks after what all streams share:
 * the socket, the time that it may be idle, and its end.
 */
final class Http2Session extends Http2EventAdapter implements Loop.Member {
    private static final Logger LOG = System.getLogger(Http2Session.class.getName());

    private final Settings settings;
    private final Handler handler;
    private final Wire wire;
    private final Scope scope;
    private final Flood chatter = new Flood();
    private final List<RequestStream> begun = new ArrayList<>();
    private @Nullable Http2Codec codec;
    private @Nullable ChannelHandlerContext ctx;
    private Http2Connection.@Nullable PropertyKey key;
    private boolean flushing;
    private boolean left;
    private long heard = System.nanoTime();

    Http2Session(Settings settings, Handler handler, Wire wire, Scope scope) {
        this.settings = settings;
        this.handler = handler;
        this.wire = wire;
        this.scope = scope;
    }

    /** The codec is in place. */
    void begin(Http2Codec added, ChannelHandlerContext context) {
        codec = added;
        ctx = context;
        key = added.connection().newKey();
        wire.loop().add(this);
    }

    /** The codec has gone. */
    void removed() {
        wire.loop().remove(this);
    }

    Settings settings() {
        return settings;
    }

    Wire wire() {
        return wire;
    }

    Http2Codec codec() {
        return Objects.requireNonNull(codec);
    }

    ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx);
    }

    /** Returns the exchange that a stream's request begins. */
    Exchange exchange(Incoming incoming, RequestBody body, RequestStream stream) {
        return new Exchange(incoming, body, scope.child(), handler, settings, stream, wire.loop());
    }

    /** Hands what was written to the socket, once for all that is written in this turn of the loop. */
    void flush() {
        if (!flushing) {
            flushing = true;
            wire.loop().run(() -> {
                flushing = false;
                if (!left) {
                    codec().flush(context());
                }
            });
        }
    }

    /** What has come with the heads is at hand, for most requests all of it. */
    void readComplete() {
        for (RequestStream stream : begun) {
            stream.start();
        }
        begun.clear();
    }

    /** Says goodbye with the error, or with none, and closes once the client has had time to hear it. */
    void leave(Http2Error why, String detail) {
        if (left) {
            return;
        }
        left = true;
        goAway(why, detail);
        Http2Connection connection = codec().connection();
        forEach(stream -> stream.reset(Http2Error.CANCEL));
        codec().flush(context());
        LOG.log(
                Level.DEBUG,
                () -> "Connection " + wire + " ends after stream "
                        + connection.remote().lastStreamCreated() + ": " + why + " " + detail);
        Linger.begin(wire);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        onHeadersRead(context, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        heard = System.nanoTime();
        Http2Stream stream = codec().connection().stream(id);
        RequestStream known = of(stream);
        if (known != null) {
            known.trailers(headers, end);
            return;
        }
        Http2Head head = Http2Head.of(headers, id);
        var opened = new RequestStream(this, stream, head, end);
        stream.setProperty(key, opened);
        begun.add(opened);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end) {
        RequestStream stream = of(codec().connection().stream(id));
        return stream == null ? data.readableBytes() + padding : stream.receive(data, padding, end);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        chatter.count();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings sent) throws Http2Exception {
        chatter.count();
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        chatter.count();
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        chatter.count();
    }

    @Override
    public void onStreamClosed(Http2Stream closed) {
        RequestStream stream = of(closed);
        if (stream != null) {
            stream.closed();
        }
        heard = System.nanoTime();
    }

    @Override
    public void onStreamRemoved(Http2Stream removed) {
        if (wire.loop().draining() && codec().connection().numActiveStreams() == 0) {
            // Not at once: the codec is in the middle of its bookkeeping.
            wire.loop().run(() -> leave(Http2Error.NO_ERROR, ""));
        }
    }

    /** A stream, or the whole connection, can take more, or can not. */
    void writabilityChanged(Http2Stream changed) {
        RequestStream stream = of(changed);
        if (stream != null) {
            stream.writabilityChanged();
        }
    }

    @Override
    public void tick(long nanos) {
        if (wire.stalled(settings.timeouts().write(), nanos)) {
            LOG.log(Level.DEBUG, () -> "Connection " + wire + " is closed: its client takes nothing.");
            wire.reset();
            return;
        }
        if (codec().connection().numActiveStreams() > 0) {
            forEach(stream -> stream.tick(nanos));
        } else if (nanos - heard > settings.timeouts().idle().toNanos()) {
            leave(Http2Error.NO_ERROR, "");
        }
    }

    @Override
    public void drain() {
        if (codec().connection().numActiveStreams() == 0) {
            leave(Http2Error.NO_ERROR, "");
            return;
        }
        goAway(Http2Error.NO_ERROR, "");
        codec().flush(context());
        forEach(RequestStream::drain);
    }

    @Override
    public void end() {
        forEach(RequestStream::end);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel
    private void goAway(Http2Error why, String detail) {
        Http2Connection connection = codec().connection();
        if (!connection.goAwaySent() || why != Http2Error.NO_ERROR) {
            codec().goAway(
                            context(),
                            connection.remote().lastStreamCreated(),
                            why.code(),
                            ByteBufUtil.writeUtf8(wire.memory(), detail),
                            context().newPromise());
        }
    }

    /** Runs the action for each stream at work; it may close the stream. */
    private void forEach(Consumer<RequestStream> action) {
        try {
            codec().connection().forEachActiveStream(active -> {
                RequestStream stream = of(active);
                if (stream != null) {
                    action.accept(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("No action throws this.", e);
        }
    }

    /** Whether the stream's request was understood. */
    boolean serves(Http2Stream stream) {
        return of(stream) != null;
    }

    private @Nullable RequestStream of(@Nullable Http2Stream stream) {
        return stream == null || key == null ? null : stream.getProperty(key);
    }
}
