package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollChannelOption;
import io.serval.core.Handler;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted connection: its scope, which ends with it, and its handlers. */
final class Connections extends ChannelInitializer<Channel> {
    /** A peer that acknowledges nothing for this long is gone; a stream that is only written to has no other sign. */
    private static final int DEAD_PEER_MILLIS = 30_000;

    private final Settings settings;
    private final Handler handler;
    private final Scope server;
    private final EventLoops loops;
    private final @Nullable TlsContexts tls;

    Connections(Settings settings, Handler handler, Scope server, EventLoops loops, @Nullable TlsContexts tls) {
        this.settings = settings;
        this.handler = handler;
        this.server = server;
        this.loops = loops;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        Scope scope = server.child();
        channel.closeFuture().addListener(closed -> scope.cancel(Scope.Cause.CLIENT_GONE));
        // As an option of the bootstrap it would, where it fails, close the socket without telling who counts.
        // NIO has no such option.
        channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, DEAD_PEER_MILLIS);
        var wire = new Wire(channel, loops.of(channel.eventLoop()), tls != null);
        if (OpenConnections.isToTell(channel)) {
            Overload.refuse(wire);
        } else {
            serve(channel, wire, scope);
        }
    }

    private void serve(Channel channel, Wire wire, Scope scope) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls == null) {
            pipeline.addLast(new Preface(() -> {
                pipeline.remove(RequestDecoder.class);
                pipeline.replace(HttpConnection.class, null, http2(wire, scope));
            }));
            http1(wire, scope);
            return;
        }
        pipeline.addLast(tls.handler(channel.alloc(), settings.timeouts().handshake()));
        pipeline.addLast(new TlsStart(wire, agreedOnHttp2 -> {
            if (agreedOnHttp2) {
                pipeline.addLast(http2(wire, scope));
            } else {
                http1(wire, scope);
            }
        }));
    }

    private void http1(Wire wire, Scope scope) {
        var decoder = new RequestDecoder(settings.limits(), wire);
        wire.pipeline().addLast(decoder, new HttpConnection(settings, handler, wire, scope, decoder));
    }

    private Http2Codec http2(Wire wire, Scope scope) {
        return Http2Codec.of(settings.limits(), new Http2Session(settings, handler, wire, scope));
    }
}
