package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Duration;

/**
 * Limits how long the handlers of a folder may take to answer. Then the request's scope is cancelled with {@code DEADLINE}:
 * the thread is interrupted, running statements are cancelled, and the client gets a 503 (RFC 9110 §15.6.4). What goes on
 * after the answer, a stream or a socket, takes as long as it takes.
 *
 * <p>A limit further inside wins; the server's own limit holds besides, so this one can only be shorter.
 *
 * @param limit how long a handler may take
 */
public record TimeLimits(Duration limit) implements Middleware {
    /** Refuses a limit that nothing can keep. */
    public TimeLimits {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("A handler takes some time, so it cannot be limited to " + limit + ".");
        }
    }

    /** Limits handlers to so long. */
    public static TimeLimits of(Duration limit) {
        return new TimeLimits(limit);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        request.scope().deadline(limit);
        try {
            return next.handle(request);
        } finally {
            request.scope().clearDeadline();
        }
    }
}
