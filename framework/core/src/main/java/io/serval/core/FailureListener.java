package io.serval.core;

/**
 * Hears of the failures of an application: each exception that no error handler took and that became a 500, or that ended
 * a WebSocket with 1011.
 */
@FunctionalInterface
public interface FailureListener {
    /**
     * A request has failed, or the WebSocket that it became. Called on its thread, before the client is told; what it
     * throws is logged.
     *
     * @param error what was thrown
     * @param request the request, as the outermost middleware got it
     */
    void failed(Throwable error, Request request);
}
