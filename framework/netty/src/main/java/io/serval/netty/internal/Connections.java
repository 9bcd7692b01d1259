package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.serval.core.Handler;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted connection: its scope, which ends with it, and its handlers. */
final class Connections extends ChannelInitializer<Channel> {
    private final Settings settings;
    private final Handler handler;
    private final Scope server;
    private final EventLoops loops;
    private final OpenConnections open;
    private final @Nullable TlsContexts tls;

    Connections(
            Settings settings,
            Handler handler,
            Scope server,
            EventLoops loops,
            OpenConnections open,
            @Nullable TlsContexts tls) {
        this.settings = settings;
        this.handler = handler;
        this.server = server;
        this.loops = loops;
        this.open = open;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        Scope scope = server.child();
        channel.closeFuture().addListener(closed -> {
            open.closed();
            scope.cancel(Scope.Cause.CLIENT_GONE);
        });
        var wire = new Wire(channel, loops.of(channel.eventLoop()), tls != null);
        switch (open.opened()) {
            case SERVE -> serve(channel, wire, scope);
            case TELL -> refuse(wire);
            case CLOSE -> wire.close();
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

    /** A handshake is too much work for a client that is turned away. */
    private static void refuse(Wire wire) {
        if (wire.plain()) {
            Overload.refuse(wire);
        } else {
            wire.close();
        }
    }

    private void http1(Wire wire, Scope scope) {
        var decoder = new RequestDecoder(settings.limits(), wire);
        wire.pipeline().addLast(decoder, new HttpConnection(settings, handler, wire, scope, decoder));
    }

    private Http2Codec http2(Wire wire, Scope scope) {
        return Http2Codec.of(settings.limits(), new Http2Session(settings, handler, wire, scope));
    }
}
