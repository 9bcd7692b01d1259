package carriers;

import io.serval.core.Json;
import io.serval.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What DHL answers: the Shipment Tracking Unified API, with {@code service} "parcel-de". Events are listed newest first,
 * their times are local and bare, and some have no location.
 */
public final class DhlFormat {
    private static final String DATA_SENT =
            "The instruction data for this shipment have been provided by the sender to DHL electronically";

    private DhlFormat() {}

    record Answer(List<Shipment> shipments) {}

    record Shipment(
            String id,
            String service,
            Place origin,
            Place destination,
            Status status,
            Details details,
            List<Status> events) {}

    record Status(String timestamp, Optional<Place> location, String statusCode, String status, String description) {}

    record Place(Address address) {}

    record Address(Optional<String> countryCode, Optional<String> addressLocality) {}

    record Details(Product product, int totalNumberOfPieces, List<String> pieceIds) {}

    record Product(String productName) {}

    private record Problem(String title, int status, String detail) {}

    private record Wording(String statusCode, boolean located, String status, String description) {}

    /** Returns the shipment as far as it has come; the parcel must have been announced. */
    public static Response shipment(Parcel parcel, Instant now) {
        List<Status> events =
                parcel.history(now).stream().map(DhlFormat::event).toList().reversed();
        var shipment = new Shipment(
                parcel.trackingNumber(),
                "parcel-de",
                country(parcel.history(now).getFirst().town().countryCode()),
                country("DE"),
                events.getFirst(),
                new Details(new Product("DHL PAKET (parcel)"), 1, List.of(parcel.trackingNumber())),
                events);
        return Response.json(new Answer(List.of(shipment)));
    }

    /** Returns an error. */
    public static Response problem(int status, String title, String detail) {
        return Response.of(status, "application/problem+json", Json.bytes(new Problem(title, status, detail)));
    }

    private static Status event(Event event) {
        Wording wording = wording(event.scan());
        return new Status(
                Times.DATE_TIME.write(event.at()),
                wording.located() ? Optional.of(locality(event.town())) : Optional.empty(),
                wording.statusCode(),
                wording.status(),
                wording.description());
    }

    private static Place country(String code) {
        return new Place(new Address(Optional.of(code), Optional.empty()));
    }

    private static Place locality(Town town) {
        return new Place(new Address(Optional.empty(), Optional.of(town.name() + ", " + town.country(Locale.ENGLISH))));
    }

    private static Wording wording(Scan scan) {
        return switch (scan) {
            case ANNOUNCED -> new Wording("pre-transit", false, DATA_SENT, DATA_SENT);
            case PICKED_UP -> same("transit", "The shipment has been picked up from the sender");
            case CUSTOMS -> same("unknown", "The shipment is held for customs clearance");
            case ARRIVED -> same("transit", "The shipment has been processed in the parcel center");
            case SORTED -> same("transit", "The shipment has been sorted by hand in the parcel center");
            case DEPARTED -> same("transit", "The shipment has left the parcel center");
            case AT_DEPOT -> same("transit", "The shipment has been processed in the destination parcel center");
            case OUT_FOR_DELIVERY -> {
                String text = "The shipment has been loaded onto the delivery vehicle";
                yield new Wording("transit", false, text, text);
            }
            case NOT_MET -> new Wording("failure", true, "NOT_HOME", "The recipient was not at home");
            case NOTIFIED -> new Wording("failure", true, "NOTIFICATION_LEFT", "The recipient was left a card");
            case IN_SHOP ->
                new Wording("transit", true, "DELIVERED_AT_PARCELSHOP", "The shipment waits in the retail outlet");
            case COLLECTED -> same("delivered", "The recipient has picked up the shipment from the retail outlet");
            case DELIVERED -> same("delivered", "The shipment has been successfully delivered");
            case WRONG_ADDRESS -> same("failure", "The shipment could not be delivered: the address is incomplete");
            case RETURNING -> new Wording("failure", true, "RETURNED_TO_SHIPPER", "The shipment is sent back");
            case RETURNED ->
                new Wording("transit", true, "DELIVERED_AT_SHIPPER", "The shipment has come back to the sender");
        };
    }

    private static Wording same(String statusCode, String text) {
        return new Wording(statusCode, true, text, text);
    }
}
