package tracking.carrier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One shipment of DHL's answer.
 *
 * @param events in time order; the status block stands in where there are none
 * @param head the shipment's {@code status} block, which has the shape of an event, if it has a time
 * @param stated what the status block means, with or without a time
 * @param unreadable entries of {@code events} without a usable time or any word for a status
 */
record DhlShipment(List<CarrierEvent> events, Optional<CarrierEvent> head, Optional<Status> stated, int unreadable) {

    /** For events of one instant: how far the parcel has come. Announcements are not in it. */
    private static final List<Status> PROGRESS = List.of(
            Status.IN_TRANSIT,
            Status.EXCEPTION,
            Status.OUT_FOR_DELIVERY,
            Status.READY_FOR_PICKUP,
            Status.RETURNED,
            Status.DELIVERED);

    static DhlShipment read(String trackingNumber, JsonNode shipment) {
        JsonNode block = shipment.path("status");
        Optional<CarrierEvent> head = event(trackingNumber, block);
        Optional<Status> stated = name(block).map(name -> DhlStatus.of(text(block, "statusCode"), name));
        List<JsonNode> entries = entries(shipment.path("events"));
        List<CarrierEvent> events = new ArrayList<>(entries.stream()
                .map(entry -> event(trackingNumber, entry))
                .flatMap(Optional::stream)
                .toList());
        int unreadable = entries.size() - events.size();
        if (entries.isEmpty()) {
            head.ifPresent(events::add);
        }
        // DHL lists the newest first.
        events.sort(Comparator.comparing(CarrierEvent::occurredAt));
        return new DhlShipment(List.copyOf(events), head, stated, unreadable);
    }

    boolean saysAnything() {
        return !events.isEmpty() || stated.isPresent();
    }

    /** The newest time in it. */
    Instant newest() {
        return candidates()
                .map(CarrierEvent::occurredAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    boolean sharesEvent(DhlShipment other) {
        Collection<DedupKey> keys = other.events.stream().map(CarrierEvent::key).toList();
        return events.stream().map(CarrierEvent::key).anyMatch(keys::contains);
    }

    Status current() {
        Optional<Status> telling = candidates()
                .filter(event -> PROGRESS.contains(event.status()))
                .max(Comparator.comparing(CarrierEvent::occurredAt)
                        .thenComparing(event -> PROGRESS.indexOf(event.status())))
                .map(CarrierEvent::status);
        return telling.or(() -> candidates()
                        .map(CarrierEvent::status)
                        .filter(Status.REGISTERED::equals)
                        .findFirst())
                .or(() -> stated)
                .orElse(Status.UNKNOWN);
    }

    private Stream<CarrierEvent> candidates() {
        return Stream.concat(events.stream(), head.stream());
    }

    /** The list's entries, oldest first; something else in its place is one entry that cannot be read. */
    private static List<JsonNode> entries(JsonNode events) {
        if (events.isMissingNode() || events.isNull()) {
            return List.of();
        }
        return events.isArray() ? events.valueStream().toList().reversed() : List.of(events);
    }

    private static Optional<CarrierEvent> event(String trackingNumber, JsonNode entry) {
        return DhlTime.read(text(entry, "timestamp"))
                .flatMap(time -> name(entry)
                        .map(name -> new CarrierEvent(
                                Carrier.DHL,
                                trackingNumber,
                                name,
                                DhlStatus.of(text(entry, "statusCode"), name),
                                text(entry, "description"),
                                location(entry.path("location").path("address")),
                                time)));
    }

    private static Optional<String> name(JsonNode entry) {
        return Stream.of("status", "description", "statusCode")
                .map(field -> text(entry, field))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Optional<String> location(JsonNode address) {
        return Stream.of("addressLocality", "countryCode")
                .map(field -> text(address, field))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** A field's text, clean; empty if it is missing or no text. */
    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isString() ? Texts.clean(value.stringValue()) : "";
    }
}
