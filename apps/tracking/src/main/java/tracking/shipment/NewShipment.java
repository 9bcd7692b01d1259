package tracking.shipment;

import java.util.Optional;
import tracking.carrier.Carrier;

/**
 * What a client registers.
 *
 * @param carrier who carries the parcel
 * @param trackingNumber the carrier's number; spaces in it do not count
 * @param reference the client's own name for the parcel
 */
public record NewShipment(Carrier carrier, String trackingNumber, Optional<String> reference) {
    private static final int LONGEST = 64;

    /** @throws IllegalArgumentException if the number is blank or too long, or the reference too long */
    public NewShipment {
        trackingNumber = trackingNumber.replaceAll("\\s", "");
        if (trackingNumber.isEmpty() || trackingNumber.length() > LONGEST) {
            throw new IllegalArgumentException("trackingNumber must have 1 to " + LONGEST + " characters.");
        }
        if (!trackingNumber.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("trackingNumber must consist of letters, digits and signs of ASCII.");
        }
        reference = reference.map(String::strip).filter(text -> !text.isEmpty());
        if (reference.isPresent() && reference.get().length() > LONGEST) {
            throw new IllegalArgumentException("reference must have at most " + LONGEST + " characters.");
        }
    }
}
