package rooms.routes;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.middleware.Csrf;
import io.serval.middleware.SecurityHeaders;
import io.serval.middleware.Sessions;

/** Everybody has a session, pages of other sites can do nothing in its name, and browsers run only what is from here. */
record _middleware(Sessions sessions, Csrf csrf) {
    private static final SecurityHeaders HEADERS = SecurityHeaders.defaults();

    Response any(Request request, Handler next) throws Exception {
        return HEADERS.handle(request, outer -> sessions.handle(outer, inner -> csrf.handle(inner, next)));
    }
}
