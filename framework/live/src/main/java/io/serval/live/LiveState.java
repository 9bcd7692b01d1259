package io.serval.live;

import io.serval.core.Json;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Result;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.LogStream;
import io.serval.sql.TxFunction;
import java.lang.reflect.Type;

/**
 * A state and the events that change it: what a route returns to let its client show the state and keep it right. The
 * state and its position in the topic are read in one transaction, so no event is missed and none is applied twice.
 *
 * <p>The forms are those of {@link Live}. The first envelope has the state as {@code snapshot}; a client that comes back
 * with a position gets only what follows on it, unless the log no longer knows it: then {@code reset} and a new snapshot.
 *
 * @param <S> the type of the state
 * @param <E> the type of the events
 */
public final class LiveState<S, E> implements Result {
    private final Delivery delivery;
    private final LogStream stream;

    LiveState(Live<E> live, TxFunction<S, ?> state, Type type) {
        this.delivery = live.delivery();
        this.stream = live.stream().with(tx -> Json.text(state.apply(tx), type));
    }

    @Override
    public Response toResponse(Request request) throws Exception {
        return delivery.respond(request, stream);
    }

    @Override
    public String toString() {
        return "LiveState[" + stream + "]";
    }
}
