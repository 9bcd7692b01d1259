package carriers.routes.app;

import carriers.Carrier;
import carriers.Faults;
import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;

/** Lets some requests to GLS go wrong. */
record _middleware(Faults faults) {
    Response get(Request request, Handler next) throws Exception {
        return faults.handle(Carrier.GLS, request.query().first("match").orElse(""), request, next);
    }
}
