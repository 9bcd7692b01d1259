package io.serval.core;

/** Wraps the handlers of a folder and all below it, as layers of an onion: before, after, or in place of them. */
@FunctionalInterface
public interface Middleware {
    /**
     * Answers the request, or has {@code next} answer it.
     *
     * @param next the rest of the onion; calling it twice is an error
     */
    Response handle(Request request, Handler next) throws Exception;
}
