package tracking.carrier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The events of a GLS parcel.
 *
 * <p>What an event means is told by its code: its own {@code evtNo}, or, where events have none, the one at its place
 * in {@code progressBar.evtNos}, but only if both lists are equally long; else by its text.
 *
 * @param events in time order
 * @param unreadable entries without a usable time or any word for a status
 */
record GlsHistory(List<CarrierEvent> events, int unreadable) {

    static GlsHistory read(String trackingNumber, JsonNode history, JsonNode codes) {
        boolean ownCodes = history.valueStream().anyMatch(entry -> entry.has("evtNo"));
        boolean paired = !ownCodes && codes.isArray() && codes.size() == history.size();
        List<CarrierEvent> events = new ArrayList<>();
        for (int i = 0; history.isArray() && i < history.size(); i++) {
            JsonNode entry = history.get(i);
            String code = paired ? text(codes.get(i)) : text(entry.path("evtNo"));
            event(trackingNumber, entry, code).ifPresent(events::add);
        }
        int entries = history.isArray() ? history.size() : history.isMissingNode() || history.isNull() ? 0 : 1;
        // GLS lists the newest first, also within one second.
        List<CarrierEvent> oldestFirst = events.reversed().stream()
                .sorted(Comparator.comparing(CarrierEvent::occurredAt))
                .toList();
        return new GlsHistory(oldestFirst, entries - events.size());
    }

    Optional<Status> newestKnown() {
        return events.reversed().stream()
                .map(CarrierEvent::status)
                .filter(status -> status != Status.UNKNOWN)
                .findFirst();
    }

    private static Optional<CarrierEvent> event(String trackingNumber, JsonNode entry, String code) {
        Optional<Instant> time = GlsTime.read(text(entry.path("date")), text(entry.path("time")));
        String description = text(entry.path("evtDscr"));
        String name = description.isEmpty() ? text(entry.path("evtNo")) : description;
        return name.isEmpty()
                ? Optional.empty()
                : time.map(at -> new CarrierEvent(
                        Carrier.GLS,
                        trackingNumber,
                        name,
                        GlsStatus.ofEvent(code, description),
                        description,
                        place(entry.path("address")),
                        at));
    }

    private static Optional<String> place(JsonNode address) {
        String city = text(address.path("city"));
        String country = text(address.path("countryCode"));
        return Stream.of(city, country.isEmpty() || city.isEmpty() ? country : "(" + country + ")")
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + " " + other);
    }

    /** A text without HTML entities, clean; empty if it is missing or no text. */
    private static String text(JsonNode value) {
        return value.isString() ? Texts.clean(HtmlEntities.decode(value.stringValue())) : "";
    }
}
