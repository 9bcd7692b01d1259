package tracking.carrier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of DHL's answers: which of its shipments is meant, and what they say together. */
final class DhlAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DhlAnswer() {}

    static Lookup read(String trackingNumber, byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            return new Lookup.NotReadable("DHL's answer is not JSON: " + Texts.excerpt(e.getOriginalMessage()));
        }
        JsonNode shipments = root.path("shipments");
        if (!shipments.isArray()) {
            return new Lookup.NotReadable("DHL's answer has no list of shipments");
        }
        if (shipments.isEmpty()) {
            return new Lookup.NotFound();
        }
        List<JsonNode> meant = meant(trackingNumber, shipments);
        if (meant.isEmpty()) {
            return new Lookup.NotReadable("DHL's answer holds " + shipments.size()
                    + " shipments and none has the id that was asked for; ask by the number of one of them");
        }
        return together(pieces(meant.stream()
                .map(shipment -> DhlShipment.read(trackingNumber, shipment))
                .toList()));
    }

    /** What a problem document (RFC 9457) says, or nothing. */
    static String problem(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("detail").asString(problem.path("title").asString(""));
        } catch (JacksonException e) {
            // The status code says enough without it.
            return "";
        }
    }

    private static List<JsonNode> meant(String trackingNumber, JsonNode shipments) {
        if (shipments.size() == 1) {
            return List.of(shipments.get(0));
        }
        return shipments
                .valueStream()
                .filter(shipment -> id(shipment).equalsIgnoreCase(trackingNumber.strip()))
                .toList();
    }

    private static String id(JsonNode shipment) {
        JsonNode id = shipment.path("id");
        return id.isString() || id.isIntegralNumber() ? id.asString() : "";
    }

    private static List<DhlShipment> pieces(List<DhlShipment> sameId) {
        Optional<DhlShipment> newest = sameId.stream()
                .filter(DhlShipment::saysAnything)
                // Of equal times the first listed.
                .reduce((one, other) -> other.newest().isAfter(one.newest()) ? other : one);
        return newest.map(shipment -> sameId.stream()
                        .filter(other -> other == shipment || other.sharesEvent(shipment))
                        .toList())
                .orElse(sameId);
    }

    private static Lookup together(List<DhlShipment> pieces) {
        List<CarrierEvent> events = new ArrayList<>();
        int unreadable = 0;
        for (DhlShipment piece : pieces) {
            events.addAll(piece.events());
            unreadable += piece.unreadable();
        }
        if (pieces.stream().noneMatch(DhlShipment::saysAnything)) {
            return new Lookup.NotReadable(
                    "DHL's shipment has no status and no event that can be read (" + unreadable + " cannot)");
        }
        Status current = pieces.stream()
                .filter(DhlShipment::saysAnything)
                .max(Comparator.comparing(
                                (DhlShipment piece) -> !piece.current().terminal())
                        .thenComparing(DhlShipment::newest))
                .map(DhlShipment::current)
                .orElse(Status.UNKNOWN);
        return new Lookup.Found(events, current, unreadable);
    }
}
