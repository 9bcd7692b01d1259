package carriers.routes.rest;

import carriers.Carrier;
import carriers.Faults;
import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;

/** Lets some requests to DPD go wrong. */
record _middleware(Faults faults) {
    Response get(Request request, Handler next) throws Exception {
        return faults.handle(Carrier.DPD, request.path(), request, next);
    }
}
