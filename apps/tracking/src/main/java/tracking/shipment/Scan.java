package tracking.shipment;

import java.time.Instant;
import java.util.Optional;
import tracking.carrier.CarrierEvent;
import tracking.carrier.Status;

/**
 * One event of a carrier, as it is kept.
 *
 * @param carrierStatus what the carrier calls it
 * @param status what that means; {@link Status#UNKNOWN} for words that nobody mapped
 * @param description the carrier's text
 * @param location where it happened, if the carrier said
 * @param occurredAt the carrier's time
 * @param receivedAt when the carrier told it here
 * @param late whether a newer scan was known before, so that this one did not move the status
 */
public record Scan(
        String carrierStatus,
        Status status,
        String description,
        Optional<String> location,
        Instant occurredAt,
        Instant receivedAt,
        boolean late) {
    static Scan of(CarrierEvent event, Instant receivedAt, boolean late) {
        return new Scan(
                event.carrierStatus(),
                event.status(),
                event.description(),
                event.location(),
                event.occurredAt(),
                receivedAt,
                late);
    }
}
