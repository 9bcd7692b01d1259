package io.serval.faults;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads server-sent events (WHATWG HTML §9.2), and comes back with {@code Last-Event-ID}. */
final class EventStreamWatcher extends Watcher {
    private final Shown stream;
    private final StringBuilder line = new StringBuilder();
    private boolean following;
    private String id = "";
    private String data = "";

    EventStreamWatcher(Crowd crowd, Target target) {
        this(crowd, new Shown(target));
    }

    private EventStreamWatcher(Crowd crowd, Shown stream) {
        super(crowd, List.of(stream));
        this.stream = stream;
    }

    @Override
    Watcher anew() {
        return new EventStreamWatcher(crowd(), stream.target());
    }

    @Override
    void begin() {
        following = false;
        line.setLength(0);
        id = "";
        data = "";
    }

    @Override
    boolean following() {
        return following;
    }

    @Override
    void speak(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpClientCodec(), new Events());
    }

    private final class Events extends Listener<HttpObject> {
        Events() {
            super(HttpObject.class);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var get = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, stream.target().path());
            get.headers().set(HttpHeaderNames.HOST, "localhost").set(HttpHeaderNames.ACCEPT, "text/event-stream");
            if (stream.begun()) {
                get.headers().set("Last-Event-ID", stream.position());
            }
            context.writeAndFlush(get);
        }

        @Override
        void take(ChannelHandlerContext context, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                throw new ProtocolException(stream.target().path() + " gave what is no HTTP: " + part.decoderResult());
            }
            if (part instanceof HttpResponse response) {
                following = response.status().equals(HttpResponseStatus.OK);
                if (!following) {
                    refused(stream.target().path(), response.status().code());
                    context.close();
                }
            } else if (part instanceof HttpContent content) {
                read(content.content().toString(StandardCharsets.UTF_8));
                if (part instanceof LastHttpContent) {
                    context.close();
                }
            }
        }
    }

    private void read(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\n') {
                field(line.toString());
                line.setLength(0);
            } else {
                line.append(next);
            }
        }
    }

    private void field(String text) {
        if (text.startsWith("id: ")) {
            id = text.substring("id: ".length());
        } else if (text.startsWith("data: ")) {
            data = text.substring("data: ".length());
        } else if (text.isEmpty() && !data.isEmpty()) {
            dispatch();
        }
    }

    private void dispatch() {
        stream.show(parse(data));
        if (!id.equals(stream.position())) {
            throw new ProtocolException("An event of " + stream.target().path() + " has the id " + id
                    + " and the position " + stream.position() + ".");
        }
        data = "";
    }
}
