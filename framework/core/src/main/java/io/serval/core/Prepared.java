package io.serval.core;

/**
 * A request of which it is known who answers it, before anybody has begun to.
 *
 * @param handler answers it
 * @param request what the handler is to be given
 * @param onEventLoop whether that never blocks
 */
public record Prepared(Handler handler, Request request, boolean onEventLoop) {
    /**
     * Answers the request.
     *
     * @throws Exception what the handler throws
     */
    public Response answer() throws Exception {
        return handler.handle(request);
    }
}
