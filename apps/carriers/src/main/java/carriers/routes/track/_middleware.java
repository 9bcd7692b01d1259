package carriers.routes.track;

import carriers.Carrier;
import carriers.Faults;
import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;

/** Lets some requests to DHL go wrong. */
record _middleware(Faults faults) {
    Response get(Request request, Handler next) throws Exception {
        return faults.handle(
                Carrier.DHL, request.query().first("trackingNumber").orElse(""), request, next);
    }
}
