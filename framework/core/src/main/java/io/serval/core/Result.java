package io.serval.core;

/**
 * What a route may return when the value alone does not say how to answer: a status, a stream that negotiates its form.
 * Binders call {@link #toResponse}; any other type is sent as JSON.
 */
public interface Result {
    /**
     * Returns the response to the request.
     *
     * @throws Exception what becomes an error response
     */
    Response toResponse(Request request) throws Exception;
}
