package io.serval.middleware;

import io.serval.core.BodyLimit;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;

/**
 * Limits the bodies of the requests in a folder, in place of the server's limit: to less or to more. A larger body is a 413
 * (RFC 9110 §15.5.14) when it is read. A limit further inside wins, be it such middleware or {@link BodyLimit}.
 *
 * @param bytes how many bytes a body may have
 */
public record BodyLimits(long bytes) implements Middleware {
    /** Refuses a limit below zero. */
    public BodyLimits {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "A body has at least 0 bytes, so it cannot be limited to " + bytes + ".");
        }
    }

    /** Limits bodies to so many bytes. */
    public static BodyLimits of(long bytes) {
        return new BodyLimits(bytes);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        return next.handle(request.withBodyLimit(bytes));
    }
}
