package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.serval.core.Handler;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;

/** Sets up each accepted connection: its scope, which ends with it, and its handlers. */
final class Connections extends ChannelInitializer<Channel> {
    private final Settings settings;
    private final Handler handler;
    private final Scope server;
    private final EventLoops loops;
    private final OpenConnections open;

    Connections(Settings settings, Handler handler, Scope server, EventLoops loops, OpenConnections open) {
        this.settings = settings;
        this.handler = handler;
        this.server = server;
        this.loops = loops;
        this.open = open;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.closeFuture().addListener(closed -> open.closed());
        var wire = new Wire(channel, loops.of(channel.eventLoop()));
        switch (open.opened()) {
            case SERVE -> serve(channel, wire);
            case TELL -> Overload.refuse(wire);
            case CLOSE -> wire.close();
        }
    }

    private void serve(Channel channel, Wire wire) {
        Scope scope = server.child();
        channel.closeFuture().addListener(closed -> scope.cancel(Scope.Cause.CLIENT_GONE));
        var decoder = new RequestDecoder(settings.limits(), wire);
        var connection = new HttpConnection(settings, handler, wire, scope, decoder);
        channel.pipeline().addLast(decoder, connection);
    }
}
