package tracking.carrier;

import java.util.Locale;
import java.util.Map;

/** What DHL's words mean. */
final class DhlStatus {

    private static final Map<String, Status> BY_CODE = Map.of(
            "pre-transit", Status.REGISTERED,
            "transit", Status.IN_TRANSIT,
            "delivered", Status.DELIVERED,
            "failure", Status.EXCEPTION,
            "unknown", Status.UNKNOWN);

    /** Texts that say more than their code does, or come without one. */
    private static final Map<String, Status> BY_TEXT = Map.ofEntries(
            Map.entry("new", Status.REGISTERED),
            Map.entry("gated out at port/terminal", Status.IN_TRANSIT),
            Map.entry("actual vessel arrival", Status.IN_TRANSIT),
            Map.entry("delivery_date_changed_by_depot_manager_reason_closed", Status.IN_TRANSIT),
            Map.entry("intervention_delivery_address_changed_into_parcelshop", Status.IN_TRANSIT),
            Map.entry("intervention_processed_for_collection_at_parcelshop", Status.IN_TRANSIT),
            Map.entry("out for delivery", Status.OUT_FOR_DELIVERY),
            Map.entry("out_for_delivery", Status.OUT_FOR_DELIVERY),
            Map.entry("parcel_handed_over_to_courier", Status.OUT_FOR_DELIVERY),
            Map.entry("the shipment has been loaded onto the delivery vehicle", Status.OUT_FOR_DELIVERY),
            Map.entry("delivered_at_parcelshop", Status.READY_FOR_PICKUP),
            Map.entry("notification_for_parcelshop_collection_has_been_sent", Status.READY_FOR_PICKUP),
            Map.entry("delivered", Status.DELIVERED),
            // "returned_to_shipper" only starts the way back and stays what its code says, a failure.
            Map.entry("delivered_at_shipper", Status.RETURNED));

    private DhlStatus() {}

    /** @param code the {@code statusCode}, empty where DHL leaves it out */
    static Status of(String code, String text) {
        Status byCode = BY_CODE.getOrDefault(code.toLowerCase(Locale.ROOT), Status.UNKNOWN);
        return BY_TEXT.getOrDefault(text.toLowerCase(Locale.ROOT), byCode);
    }
}
