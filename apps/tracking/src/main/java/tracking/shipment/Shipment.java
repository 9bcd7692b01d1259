package tracking.shipment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tracking.carrier.Carrier;
import tracking.carrier.Status;

/**
 * A parcel that a client registered.
 *
 * @param id names it in addresses
 * @param carrier who carries it
 * @param trackingNumber the carrier's number
 * @param reference the client's own name for it
 * @param status where it stands
 * @param statusAt the carrier's time of the scan that the status comes from; empty before the first
 * @param registeredAt when it was registered here
 * @param active whether the carrier is still asked about it
 */
public record Shipment(
        UUID id,
        Carrier carrier,
        String trackingNumber,
        Optional<String> reference,
        Status status,
        Optional<Instant> statusAt,
        Instant registeredAt,
        boolean active) {}
