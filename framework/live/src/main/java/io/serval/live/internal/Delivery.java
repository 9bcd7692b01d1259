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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers requests for live streams, in the form that the client wants. */
public final class Delivery {
    /** On a request that a socket of many streams makes for one of them. */
    static final Key<Asked> ASKED = Key.named("asked by a live socket");

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int SHORTEST_RETRY = 1_000;
    private static final int LONGEST_RETRY = 4_000;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    /** Where the client of the socket stands. */
    record Asked(Optional<String> from) {}

    /** A stream that is ready to join the socket that asked for it. */
    record Joining(Start start) implements Content.Source {
        @Override
        public void start(Outlet outlet) {
            throw new IllegalStateException("A stream that a live socket asked for is only for that socket.");
        }
    }

    private final Store store;
    private final Fanout fanout;
    private final RandomGenerator random;

    /** Creates the delivery of what the store holds, through the fan-out. */
    public Delivery(Store store, Fanout fanout, RandomGenerator random) {
        this.store = store;
        this.fanout = fanout;
        this.random = random;
    }

    /** Returns the page or stream of the topic that the request asks for. */
    public Response respond(Request request, String topic, Origin origin) throws Exception {
        Optional<Asked> asked = request.local(ASKED);
        if (asked.isPresent()) {
            Start start = start(topic, origin, asked.get().from());
            return new Response(200, Headers.empty(), new Content.Push(new Joining(start)));
        }
        Optional<String> after = request.query().first("after");
        return switch (Wire.of(request)) {
            case PAGE -> page(topic, origin, after, limit(request));
            case EVENTS -> {
                Optional<String> last = request.headers().first("Last-Event-ID");
                yield events(start(topic, origin, last.or(() -> after)));
            }
            case WEBSOCKET -> webSocket(start(topic, origin, after));
        };
    }

    private Response page(String topic, Origin origin, Optional<String> after, int limit) throws Exception {
        String page = store.read(topic, (tx, row) -> {
            Start start = origin.start(tx, row, after);
            List<Event> events = Store.events(tx, row.id(), row.epoch(), start.offset(), limit);
            return "{" + start.fields(events) + "}";
        });
        return Response.of(200, Json.MEDIA_TYPE, page.getBytes(StandardCharsets.UTF_8))
                .with("Vary", "Accept")
                .with("Cache-Control", "no-store");
    }

    private Response events(Start start) {
        var opening = new ByteArrayOutputStream();
        int retry = random.nextInt(SHORTEST_RETRY, LONGEST_RETRY);
        opening.writeBytes(("retry: " + retry + "\n\n").getBytes(StandardCharsets.UTF_8));
        // A frame with the id of an event that the client has seen would look like that event once more.
        if (start.newBeginning()) {
            opening.writeBytes(start.bytes(Form.SSE));
        }
        Headers headers = Headers.of(
                "Content-Type", Wire.EVENT_STREAM,
                "Cache-Control", "no-store",
                "Vary", "Accept",
                "X-Accel-Buffering", "no");
        return new Response(
                200,
                headers,
                new Content.Push(
                        outlet -> SingleStream.open(outlet, fanout, start, Form.SSE, COMMENT, opening.toByteArray())));
    }

    private Response webSocket(Start start) {
        return new Response(101, Headers.of("Vary", "Accept"), new Content.WebSocket(outlet -> {
            SingleStream.open(outlet, fanout, start, Form.MESSAGE, NOTHING, start.bytes(Form.MESSAGE));
            return message -> {}; // The stream has one direction; what a client says is not for anybody.
        }));
    }

    private Start start(String topic, Origin origin, Optional<String> position) throws Exception {
        return store.read(topic, (tx, row) -> origin.start(tx, row, position));
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
