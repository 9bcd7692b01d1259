package tracking.shipment;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
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

    /** @throws ProblemException 400 if the number is blank, too long or not of ASCII, or the reference too long */
    public NewShipment {
        trackingNumber = trackingNumber.replaceAll("\\s", "");
        if (trackingNumber.isEmpty() || trackingNumber.length() > LONGEST) {
            throw fault("/trackingNumber", "Expected 1 to " + LONGEST + " characters.");
        }
        if (!trackingNumber.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw fault("/trackingNumber", "Expected letters, digits and signs of ASCII.");
        }
        reference = reference.map(String::strip).filter(text -> !text.isEmpty());
        if (reference.isPresent() && reference.get().chars().anyMatch(Character::isISOControl)) {
            throw fault("/reference", "Expected text without control characters.");
        }
        if (reference.isPresent() && reference.get().length() > LONGEST) {
            throw fault("/reference", "Expected at most " + LONGEST + " characters.");
        }
    }

    private static ProblemException fault(String pointer, String detail) {
        return new ProblemException(Problem.fault(pointer, detail));
    }
}
