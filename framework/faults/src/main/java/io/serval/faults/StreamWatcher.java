package io.serval.faults;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import tools.jackson.databind.JsonNode;

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
    Watcher anew() {
        return new StreamWatcher(crowd(), stream.target());
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
        JsonNode message = parse(text);
        if (message.has("position")) {
            stream.show(message);
        } else if (!message.has("retry")) {
            throw new ProtocolException(stream.target().path() + " gave what is no envelope: " + text);
        }
    }
}
