package io.serval.core;

import io.serval.core.internal.dispatch.Errors;
import io.serval.core.internal.dispatch.Layer;
import java.util.Arrays;
import java.util.List;

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

    /**
     * Finds out who answers the request, without blocking: what a transport asks on an event loop before it decides which
     * thread is to do it. Called once before each {@link #handle} that a transport makes, or not at all.
     */
    default Prepared prepare(Request request) {
        return new Prepared(this, request, false);
    }

    /**
     * Returns this handler inside the middleware, of which the first listed is the outermost; without any, this handler
     * itself. An exception that leaves the outermost goes where one of this handler would have gone: to the error
     * handlers of the folders around it.
     */
    default Handler with(Middleware... outerToInner) {
        Handler onion = this;
        for (Middleware middleware : List.copyOf(Arrays.asList(outerToInner)).reversed()) {
            onion = Layer.around(onion, middleware);
        }
        return onion;
    }

    /**
     * Returns this handler with its exceptions answered by the error handler. What the error handler throws goes on
     * outwards; if it is another exception, the first one is among its {@linkplain Throwable#getSuppressed suppressed}.
     */
    default Handler onError(ErrorHandler errors) {
        return request -> {
            try {
                return handle(request);
            } catch (Exception e) {
                return Errors.answer(errors, e, request);
            }
        };
    }
}
