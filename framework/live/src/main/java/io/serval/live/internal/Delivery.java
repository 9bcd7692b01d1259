package io.serval.live.internal;

import io.serval.core.Arguments;
import io.serval.core.Content;
import io.serval.core.Conversion;
import io.serval.core.Headers;
import io.serval.core.Json;
import io.serval.core.Key;
import io.serval.core.Outlet;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.SharedMessage;
import io.serval.live.internal.Subscriber.Heartbeat;
import io.serval.live.internal.Subscriber.Owner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers requests for live streams, in the form that the client wants. */
public final class Delivery {
    /** On a request that a socket of many streams makes for one of them. */
    static final Key<Asked> ASKED = Key.named("asked by a live socket");

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    /** Where the client of the socket stands. */
    record Asked(Optional<String> from) {}

    /** A stream that is ready to join the socket that asked for it. */
    record Joining(Source source, Start start) implements Content.Source {
        @Override
        public void start(Outlet outlet) {
            throw new IllegalStateException("A stream that a live socket asked for is only for that socket.");
        }
    }

    /** A WebSocket that carries one stream. */
    private record Single(Loops loops) implements Owner {
        @Override
        public Optional<SharedMessage> farewell() {
            return Optional.of(Frames.retry(loops.retry()));
        }
    }

    private final Loops loops;

    /** Creates the delivery by these loops. */
    public Delivery(Loops loops) {
        this.loops = loops;
    }

    /** Returns the page or stream of the source that the request asks for. */
    public Response respond(Request request, Source source) throws Exception {
        Optional<Asked> asked = request.local(ASKED);
        if (asked.isPresent()) {
            Start start = source.start(asked.get().from());
            return new Response(200, Headers.empty(), new Content.Push(new Joining(source, start)));
        }
        Optional<String> after = request.query().first("after");
        return switch (Wire.of(request)) {
            case PAGE -> page(source.page(after, limit(request)));
            case EVENTS -> {
                Optional<String> last = request.headers().first("Last-Event-ID");
                yield events(source, source.start(last.or(() -> after)));
            }
            case WEBSOCKET -> webSocket(source, source.start(after));
        };
    }

    private static Response page(String envelope) {
        return Response.of(200, Json.MEDIA_TYPE, envelope.getBytes(StandardCharsets.UTF_8))
                .with("Vary", "Accept")
                .with("Cache-Control", "no-store");
    }

    private Response events(Source source, Start start) {
        var opening = new ArrayList<SharedMessage>();
        opening.add(SharedMessage.text("retry: " + loops.retry() + "\n\n"));
        // A frame with the id of an event that the client has seen would look like that event once more.
        if (start.newBeginning()) {
            opening.add(start.frame(Form.SSE));
        }
        Headers headers = Headers.of(
                "Content-Type", Wire.EVENT_STREAM,
                "Cache-Control", "no-store",
                "Vary", "Accept",
                "X-Accel-Buffering", "no");
        return new Response(
                200,
                headers,
                new Content.Push(outlet -> SingleStream.open(
                        outlet, loops, source, start, Form.SSE, Heartbeat.COMMENT, Owner.NONE, opening)));
    }

    private Response webSocket(Source source, Start start) {
        return new Response(101, Headers.of("Vary", "Accept"), new Content.WebSocket(outlet -> {
            List<SharedMessage> opening = List.of(start.frame(Form.MESSAGE));
            SingleStream.open(outlet, loops, source, start, Form.MESSAGE, Heartbeat.OWN, new Single(loops), opening);
            return message -> {}; // The stream has one direction; what a client says is not for anybody.
        }));
    }

    private static int limit(Request request) {
        var in = Arguments.of(request);
        int limit = in.query().optional("limit", Conversion.INT).orElse(PAGE);
        if (limit < 1 || limit > LARGEST_PAGE) {
            in.query().at("limit").fault("Expected 1 to " + LARGEST_PAGE + ", not " + limit + ".");
        }
        in.check();
        return limit;
    }
}
