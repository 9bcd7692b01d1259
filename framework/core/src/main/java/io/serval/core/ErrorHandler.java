package io.serval.core;

/** Turns an exception of a folder, or of one below it, into a response. */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Answers in place of the handler that threw.
     *
     * @throws Exception the same or another exception, to hand it to the folder outside
     */
    Response handle(Exception error, Request request) throws Exception;
}
