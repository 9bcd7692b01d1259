package tracking.routes.shipments.$id;

import io.serval.live.Live;
import java.util.Optional;
import java.util.UUID;
import tracking.shipment.ShipmentEvent;
import tracking.shipment.Shipments;

/** What happened and happens to one shipment. */
record events(Shipments shipments) {
    Optional<Live<ShipmentEvent>> get(UUID id) {
        return shipments.events(id);
    }
}
