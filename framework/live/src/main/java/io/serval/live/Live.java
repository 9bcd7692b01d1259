package io.serval.live;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Result;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.LogStream;
import java.util.Arrays;

/**
 * The events of a topic, from the first that is kept, in order and without an end: what a route returns to let its
 * client follow them. The client chooses the form:
 *
 * <ul>
 *   <li>without {@code Accept}, or with {@code application/json}: a page of {@code limit} events (50, at most 200)
 *   <li>{@code Accept: text/event-stream}: server-sent events (WHATWG HTML §9.2), whose ids are positions
 *   <li>as a WebSocket: a message for each event
 *   <li>on the page's one socket, {@code /_serval/live}, among other streams
 * </ul>
 *
 * <p>Each form carries the same envelope, {@code {"position":P,"events":[{"position":p,"data":E}],"reset"?:true}}, and
 * takes the position of the last event that the client has seen, as {@code after} in the query, as {@code Last-Event-ID}
 * or as {@code from} in a subscription: it then goes on right there. {@code reset} says that it cannot, because the log
 * does not know the position, or no longer holds all that follows: what the client had is void, and it starts anew. A
 * client that is so slow that the log drops what it has yet to see gets a reset in the middle of its stream.
 *
 * <p>A stream needs no thread and ends with the request's scope. Immutable.
 *
 * @param <E> the type of the events
 */
public final class Live<E> implements Result {
    private final Delivery delivery;
    private final LogStream stream;

    Live(Delivery delivery, LogStream stream) {
        this.delivery = delivery;
        this.stream = stream;
    }

    /**
     * Returns the events of several streams as one. Those of each topic are in order, while nothing is said about the order
     * between topics. One position stands for the place in all of them; if any topic cannot go on from it, all are reset.
     *
     * @param streams of one log
     * @throws IllegalArgumentException if there is none, or they are of different databases
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    public static <E> Live<E> merge(Live<? extends E>... streams) {
        if (streams.length == 0) {
            throw new IllegalArgumentException("Merge at least one stream.");
        }
        return new Live<>(
                streams[0].delivery,
                LogStream.merged(Arrays.stream(streams).map(live -> live.stream).toList()));
    }

    @Override
    public Response toResponse(Request request) throws Exception {
        return delivery.respond(request, stream);
    }

    @Override
    public String toString() {
        return "Live[" + stream + "]";
    }

    Delivery delivery() {
        return delivery;
    }

    LogStream stream() {
        return stream;
    }
}
