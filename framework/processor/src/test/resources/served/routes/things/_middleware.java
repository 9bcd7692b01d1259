package served.routes.things;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.concurrent.atomic.AtomicInteger;

record _middleware(AtomicInteger others) {
    Response any(Request request, Handler next) throws Exception {
        return next.handle(request).with("Seen", "by any, after " + others);
    }

    static Response get(Request request, Handler next) throws Exception {
        return next.handle(request).with("Seen", "by get");
    }
}
