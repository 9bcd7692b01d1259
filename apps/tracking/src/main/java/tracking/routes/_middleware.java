package tracking.routes;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;

/** Tells browsers to run nothing that does not come from here. */
final class _middleware {
    Response any(Request request, Handler next) throws Exception {
        return next.handle(request)
                .with("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }
}
