package tracking.shipment;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import tracking.carrier.Carrier;

/**
 * What a client registers.
 *
 * @param carrier who carries the parcel
 * @param trackingNumber the carrier's number; spaces in it do not count
 * @param reference the client's own name for the parcel
 */
public record NewShipment(
        Carrier carrier,

        @Size(min = 1, max = 64) @Pattern(regexp = "[!-~]*", message = "Expected letters, digits and signs of ASCII.")
        String trackingNumber,

        Optional<
                        @Size(max = 64)
                        @Pattern(
                                regexp = "[^\\x00-\\x1f\\x7f-\\x9f]*",
                                message = "Expected text without control characters.")
                        String>
                reference) {
    /** Leaves out what people type for the eye. */
    public NewShipment {
        trackingNumber = trackingNumber.replaceAll("\\s", "");
        reference = reference.map(String::strip).filter(text -> !text.isEmpty());
    }
}
