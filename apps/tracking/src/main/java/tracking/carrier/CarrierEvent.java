package tracking.carrier;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a parcel, in the form that all carriers share.
 *
 * <p>Texts are plain, trimmed, in one line and bounded; the constructor sees to it.
 *
 * @param carrier who reported it
 * @param trackingNumber the number that was asked for, which is not always the one in the answer
 * @param carrierStatus what the carrier calls it, raw: the code or text that tells this event from another in the same
 *     second; each adapter says which it takes
 * @param status what it means; {@link Status#UNKNOWN} for words that the adapter does not know
 * @param description for people, in the carrier's language; the carrier's status where it gives no other text
 * @param location the place, if the carrier names one
 * @param occurredAt when, at the precision that the carrier gives
 */
public record CarrierEvent(
        Carrier carrier,
        String trackingNumber,
        String carrierStatus,
        Status status,
        String description,
        Optional<String> location,
        Instant occurredAt) {

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** @throws IllegalArgumentException if the tracking number or the carrier's status is blank */
    public CarrierEvent {
        trackingNumber = required("tracking number", trackingNumber);
        carrierStatus = required("carrier status", carrierStatus);
        description = Texts.clean(description);
        if (description.isEmpty()) {
            description = carrierStatus;
        }
        location = location.map(Texts::clean).filter(place -> !place.isEmpty());
    }

    /** What makes this event the same event when it is reported again. */
    public DedupKey key() {
        return DedupKey.of(carrier, trackingNumber, carrierStatus, occurredAt);
    }

    /**
     * The time if a parcel can have been scanned then. Years like 0001 and 9999 are how programs spell "none", and one
     * time in the far future would count as the newest event for good.
     */
    static Optional<Instant> plausible(Instant time) {
        return Optional.of(time).filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST));
    }

    private static String required(String name, String value) {
        String clean = Texts.clean(value);
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("An event needs a " + name + ", but it is blank");
        }
        return clean;
    }
}
