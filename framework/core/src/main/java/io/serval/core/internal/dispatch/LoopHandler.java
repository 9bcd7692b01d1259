package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Prepared;
import io.serval.core.Request;
import io.serval.core.Response;

/**
 * A handler that never blocks.
 *
 * @param handler what it does
 */
public record LoopHandler(Handler handler) implements Handler {
    @Override
    public Response handle(Request request) throws Exception {
        return handler.handle(request);
    }

    @Override
    public Prepared prepare(Request request) {
        return new Prepared(handler, request, true);
    }
}
