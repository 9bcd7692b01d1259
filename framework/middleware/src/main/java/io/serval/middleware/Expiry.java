package io.serval.middleware;

import io.serval.core.Content;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.time.Duration;

/** Ends streams and WebSockets when the credential expires that they were opened with. */
final class Expiry {
    /** Connections do not live that long, and timers count nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Expiry() {}

    /** Cancels the scope of the request after the time if its response goes on; the rest is over by then. */
    static void end(Request request, Response response, Duration after) {
        if (response.content() instanceof Content.Bytes) {
            return;
        }
        Scope scope = request.scope();
        // A deadline of the scope itself would replace the one that the server has set.
        Scope credential = scope.child();
        credential.onCancel(() -> {
            if (credential.cause().filter(Scope.Cause.DEADLINE::equals).isPresent()) {
                scope.cancel(Scope.Cause.CANCELLED);
            }
        });
        Duration atMost = after.compareTo(LONGEST) < 0 ? after : LONGEST;
        credential.deadline(atMost.isPositive() ? atMost : Duration.ofMillis(1));
    }
}
