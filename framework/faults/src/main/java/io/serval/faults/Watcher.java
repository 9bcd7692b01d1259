package io.serval.faults;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that watches, and comes back from where it was whenever its connection ends. It has no time-out of its own: if a
 * stream falls silent while its connection stands, it waits, and what it misses counts as lost. For the crowd's event loop.
 */
abstract class Watcher {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SOONEST_MILLIS = 50;
    private static final int LATEST_MILLIS = 1_000;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Crowd crowd;
    private final List<Shown> shown;
    private @Nullable Channel channel;
    private boolean left;

    Watcher(Crowd crowd, List<Shown> shown) {
        this.crowd = crowd;
        this.shown = shown;
    }

    /** Adds what speaks the client's protocol, and a {@link Listener} behind it. */
    abstract void speak(ChannelPipeline pipeline);

    /** The connection is there, and nothing has been said on it. */
    abstract void begin();

    /** Whether each stream has answered on the last connection. */
    abstract boolean following();

    boolean connected() {
        return channel != null;
    }

    Crowd crowd() {
        return crowd;
    }

    List<Shown> shown() {
        return shown;
    }

    /** One like it, which has shown nothing yet. */
    abstract Watcher anew();

    void connect() {
        if (left) {
            return;
        }
        ChannelFuture connecting = crowd.connect(this::speak);
        Channel opened = connecting.channel();
        channel = opened;
        begin();
        opened.closeFuture().addListener(_ -> {
            if (channel == opened) {
                channel = null;
                crowd.later(SOONEST_MILLIS, LATEST_MILLIS, this::connect);
            }
        });
    }

    /** Cuts the connection; with a reset, so that not even what is under way arrives, or with an end. */
    void cut(boolean reset) {
        if (channel != null) {
            if (reset) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close();
        }
    }

    /** Reads nothing for a while; the connection stands. */
    void stall(int millis) {
        Channel stalled = channel;
        if (stalled != null) {
            stalled.config().setAutoRead(false);
            crowd.loop().schedule(() -> readAgain(stalled), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void readAgain(Channel stalled) {
        if (channel == stalled) {
            stalled.config().setAutoRead(true);
        }
    }

    /** Goes, and does not come back. */
    void leave() {
        left = true;
        cut(false);
        shown.forEach(Shown::leave);
    }

    /** Comes back on another connection and leaves this one as it is: nobody reads it, and nobody ends it. */
    void vanish() {
        if (channel != null) {
            channel.config().setAutoRead(false);
            connect();
        }
    }

    static JsonNode parse(String json) {
        return JSON.readTree(json);
    }

    /**
     * The server has refused: it may when it stops, or has no database.
     *
     * @throws ProtocolException if the status says that asking again is of no use
     */
    static void refused(String path, int status) {
        if (status != INTERNAL_SERVER_ERROR && status != SERVICE_UNAVAILABLE) {
            throw new ProtocolException(path + " answered " + status + ".");
        }
    }

    /** Takes what comes on the present connection, and nothing of one that it has left. */
    abstract class Listener<M> extends SimpleChannelInboundHandler<M> {
        Listener(Class<M> type) {
            super(type);
        }

        abstract void take(ChannelHandlerContext context, M message);

        @Override
        protected void channelRead0(ChannelHandlerContext context, M message) {
            if (context.channel() == channel) {
                take(context, message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A connection that ends is what this is about.
            if (!(cause instanceof IOException)) {
                crowd.broken(cause);
            }
            context.close();
        }
    }
}
