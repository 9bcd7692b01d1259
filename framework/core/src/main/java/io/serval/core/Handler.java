package io.serval.core;

/** Answers a request. Runs on a virtual thread and may block; it is interrupted when the request's scope is cancelled. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers the request.
     *
     * @throws ProblemException for an answer that is an error
     * @throws Exception anything else becomes a 500 without details
     */
    Response handle(Request request) throws Exception;
}
