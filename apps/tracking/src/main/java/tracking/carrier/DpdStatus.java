package tracking.carrier;

import java.util.Locale;
import java.util.Map;

/** What DPD's scan codes and steps mean. */
final class DpdStatus {

    private static final Map<String, Status> BY_SCAN = Map.ofEntries(
            Map.entry("1", Status.IN_TRANSIT),
            Map.entry("2", Status.IN_TRANSIT),
            Map.entry("3", Status.OUT_FOR_DELIVERY),
            Map.entry("4", Status.IN_TRANSIT),
            Map.entry("5", Status.IN_TRANSIT),
            Map.entry("8", Status.EXCEPTION),
            Map.entry("10", Status.IN_TRANSIT),
            // Left at a place the receiver chose (13/068, 13/069) is delivered too.
            Map.entry("13", Status.DELIVERED),
            Map.entry("14", Status.EXCEPTION),
            Map.entry("15", Status.IN_TRANSIT),
            Map.entry("18", Status.REGISTERED),
            Map.entry("23", Status.READY_FOR_PICKUP));

    private static final Map<String, Status> BY_STEP = Map.of(
            // "Parcel handed to DPD": an announced parcel has not reached this step.
            "ACCEPTED", Status.IN_TRANSIT,
            "HANDOVER_CONSIGNOR_TO_PARCELSHOP", Status.IN_TRANSIT,
            "ON_THE_ROAD", Status.IN_TRANSIT,
            "AT_DELIVERY_DEPOT", Status.IN_TRANSIT,
            "OUT_FOR_DELIVERY", Status.OUT_FOR_DELIVERY,
            "DELIVERED", Status.DELIVERED);

    private DpdStatus() {}

    /** @param code with or without leading zeros */
    static Status ofScan(String code) {
        return BY_SCAN.getOrDefault(code.replaceFirst("^0+(?=.)", ""), Status.UNKNOWN);
    }

    static Status ofStep(String step) {
        return BY_STEP.getOrDefault(step.toUpperCase(Locale.ROOT), Status.UNKNOWN);
    }
}
