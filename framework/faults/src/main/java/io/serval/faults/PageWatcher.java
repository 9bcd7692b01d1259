package io.serval.faults;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Follows several streams over one WebSocket, as a page does. */
final class PageWatcher extends SocketWatcher {
    private static final int SOONEST_MILLIS = 50;
    private static final int LATEST_MILLIS = 500;

    private final Map<Integer, Shown> byNumber = new HashMap<>();

    PageWatcher(Crowd crowd, List<Target> targets) {
        super(crowd, targets.stream().map(Shown::new).toList());
    }

    @Override
    Watcher anew() {
        return new PageWatcher(crowd(), shown().stream().map(Shown::target).toList());
    }

    @Override
    String path() {
        return "/_serval/live";
    }

    @Override
    void begin() {
        byNumber.clear();
    }

    @Override
    boolean following() {
        return byNumber.size() == shown().size();
    }

    @Override
    void opened(ChannelHandlerContext context) {
        shown().forEach(stream -> subscribe(context, stream));
    }

    private static void subscribe(ChannelHandlerContext context, Shown stream) {
        String from = stream.begun() ? ",\"from\":\"" + stream.position() + "\"" : "";
        context.writeAndFlush(
                new TextWebSocketFrame("{\"subscribe\":\"" + stream.target().path() + "\"" + from + "}"));
    }

    @Override
    void message(ChannelHandlerContext context, String text) {
        JsonNode frame = parse(text);
        if (frame.has("position")) {
            Shown stream = byNumber.get(frame.path("stream").asInt());
            if (stream == null) {
                throw new ProtocolException("Nobody has subscribed to what " + text + " is of.");
            }
            stream.show(frame);
        } else if (frame.has("subscribed")) {
            byNumber.put(
                    frame.path("stream").asInt(), named(frame.path("subscribed").asString()));
        } else if (frame.has("refused")) {
            Shown stream = named(frame.path("refused").asString());
            refused(stream.target().path(), frame.path("problem").path("status").asInt());
            crowd().later(SOONEST_MILLIS, LATEST_MILLIS, () -> subscribe(context, stream));
        } else if (frame.has("ended")) {
            throw new ProtocolException("A stream has ended that nothing should end: " + text);
        } else if (!frame.has("retry") && !frame.isEmpty()) {
            throw new ProtocolException("The page's socket gave what is no frame: " + text);
        }
    }

    private Shown named(String path) {
        return shown().stream()
                .filter(stream -> stream.target().path().equals(path))
                .findFirst()
                .orElseThrow(() -> new ProtocolException("Nobody has asked for " + path + "."));
    }
}
