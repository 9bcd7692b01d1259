package tracking.routes.shipments.$id;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.live.Live;
import java.util.UUID;
import tracking.shipment.ShipmentEvent;
import tracking.shipment.Shipments;

/** What happened and happens to one shipment. */
record events(Shipments shipments) {
    Live<ShipmentEvent> get(UUID id) {
        return shipments
                .events(id)
                .orElseThrow(() -> new ProblemException(Problem.of(404, "There is no shipment " + id + ".")));
    }
}
