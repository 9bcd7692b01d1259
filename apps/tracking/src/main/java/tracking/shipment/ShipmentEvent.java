package tracking.shipment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tracking.carrier.Status;

/** What clients are told of a shipment, in the order in which it was stored. */
public sealed interface ShipmentEvent {
    /** The shipment was registered. */
    record Registered(Shipment shipment) implements ShipmentEvent {}

    /**
     * The carrier told something new.
     *
     * @param status where the shipment stands after it
     * @param statusAt the carrier's time of the scan that this status comes from
     */
    record Scanned(UUID shipmentId, Scan scan, Status status, Optional<Instant> statusAt) implements ShipmentEvent {}

    /**
     * The carrier's own summary says more than its newest scan, as for a parcel that waits in a shop.
     *
     * @param status where the shipment stands now
     * @param statusAt the carrier's time of the newest scan
     */
    record StatusChanged(UUID shipmentId, Status status, Optional<Instant> statusAt) implements ShipmentEvent {}
}
