package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;

/**
 * Middleware that never blocks, but for what it wraps.
 *
 * @param middleware what it does
 */
public record LoopMiddleware(Middleware middleware) implements Middleware {
    @Override
    public Response handle(Request request, Handler next) throws Exception {
        return middleware.handle(request, next);
    }
}
