package io.serval.faults;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/** Follows one stream over a WebSocket of its own. */
final class StreamWatcher extends SocketWatcher {
    private final Shown stream;
    private boolean following;

    StreamWatcher(Crowd crowd, Target target) {
        this(crowd, new Shown(target));
    }

    private StreamWatcher(Crowd crowd, Shown stream) {
        super(crowd, List.of(stream));
        this.stream = stream;
    }

    @Override
    String path() {
        return stream.target().path() + (stream.begun() ? "?after=" + stream.position() : "");
    }

    @Override
    void begin() {
        following = false;
    }

    @Override
    boolean following() {
        return following;
    }

    @Override
    void opened(ChannelHandlerContext context) {
        following = true;
    }

    @Override
    void message(ChannelHandlerContext context, String text) {
        if (!text.equals("{}")) {
            stream.show(parse(text));
        }
    }
}
