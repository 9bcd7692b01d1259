package tracking.carrier;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The carriers that this application asks. */
public enum Carrier {
    DHL,
    DPD,
    GLS;

    /** The carrier that {@code spelling} names; case, spaces and punctuation ("dhl ", "D.P.D.") do not count. */
    public static Optional<Carrier> parse(String spelling) {
        String name = spelling.replaceAll("[\\s\\p{Punct}]", "").toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(carrier -> carrier.name().equals(name))
                .findFirst();
    }
}
