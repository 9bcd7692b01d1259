package carriers.routes.track;

import carriers.Carrier;
import carriers.Configuration;
import carriers.DhlFormat;
import carriers.Simulation;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** DHL's Shipment Tracking Unified API. */
record shipments(Simulation simulation, Configuration configuration, Clock clock) {
    Response get(Optional<String> trackingNumber, Request request) {
        if (!request.headers().first("DHL-API-Key").equals(Optional.of(configuration.dhlKey()))) {
            return DhlFormat.problem(401, "Unauthorized", "Unauthorized for given resource.");
        }
        if (trackingNumber.isEmpty()) {
            return DhlFormat.problem(400, "Invalid input", "Input is invalid: trackingNumber is missing");
        }
        Instant now = clock.instant();
        return simulation
                .find(Carrier.DHL, trackingNumber.get(), now)
                .map(parcel -> DhlFormat.shipment(parcel, now))
                .orElseGet(() ->
                        DhlFormat.problem(404, "No result found", "No shipment with given tracking number found."));
    }
}
