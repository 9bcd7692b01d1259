package io.serval.core.internal.dispatch;

import io.serval.core.ErrorHandler;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.Objects;

/** Exceptions on their way from handler to handler. */
public final class Errors {
    private Errors() {}

    /** Has the error handler answer; what it throws keeps the error along. */
    public static Response answer(ErrorHandler handler, Exception error, Request request) throws Exception {
        try {
            return Objects.requireNonNull(
                    handler.handle(error, request),
                    () -> "The error handler " + handler.getClass().getName()
                            + " returned null in place of a response.");
        } catch (Exception thrown) {
            throw following(thrown, error);
        }
    }

    /** What an error handler threw goes on outwards; if it is another exception it keeps the first one along. */
    @SuppressWarnings("ReferenceEquality") // exceptions have no other equality
    static Exception following(Exception thrown, Exception before) {
        if (thrown != before && thrown.getCause() != before) {
            thrown.addSuppressed(before);
        }
        return thrown;
    }
}
