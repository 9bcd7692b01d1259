package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.function.UnaryOperator;

/** What leaves through a middleware: a response, or a problem that is still to become one. */
final class Outgoing {
    private Outgoing() {}

    /**
     * Has {@code next} answer, and changes the header fields of what comes back. The exceptions of a route are responses by
     * then; a {@link ProblemException} of middleware within the same folder is not, and takes the fields along. Any other
     * exception passes, as an error handler goes by its type.
     */
    static Response changed(Request request, Handler next, UnaryOperator<Headers> change) throws Exception {
        Response response;
        try {
            response = next.handle(request);
        } catch (ProblemException e) {
            throw changed(e, change);
        }
        return with(response, change.apply(response.headers()));
    }

    static Response with(Response response, Headers headers) {
        return new Response(response.status(), headers, response.content());
    }

    private static ProblemException changed(ProblemException e, UnaryOperator<Headers> change) {
        var changed = new ProblemException(e.problem(), change.apply(e.headers()));
        changed.setStackTrace(e.getStackTrace());
        if (e.getCause() != null) {
            changed.initCause(e.getCause());
        }
        for (Throwable suppressed : e.getSuppressed()) {
            changed.addSuppressed(suppressed);
        }
        return changed;
    }
}
