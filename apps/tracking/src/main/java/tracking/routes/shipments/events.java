package tracking.routes.shipments;

import io.serval.live.Live;
import tracking.shipment.ShipmentEvent;
import tracking.shipment.Shipments;

/** The feed: what happened and happens to all shipments. */
record events(Shipments shipments) {
    Live<ShipmentEvent> get() {
        return shipments.feed();
    }
}
