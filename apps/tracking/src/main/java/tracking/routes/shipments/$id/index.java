package tracking.routes.shipments.$id;

import java.util.Optional;
import java.util.UUID;
import tracking.shipment.Shipment;
import tracking.shipment.Shipments;

/** One shipment. */
record index(Shipments shipments) {
    Optional<Shipment> get(UUID id) {
        return shipments.find(id);
    }
}
