package shop.routes;

import io.serval.core.Handler;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Clock;
import java.util.Set;

final class _middleware {
    private final Clock clock;

    _middleware(Clock clock) {
        this.clock = clock;
    }

    Response any(Request request, Handler next) throws Exception {
        return next.handle(request).with("Date", clock.instant().toString());
    }

    static Response post(Request request, Handler next) throws Exception {
        return next.handle(request.with(new Principal("somebody", Set.of())));
    }
}
