package tracking.carrier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of GLS's three tracking services: which parcel is meant, and where it stands. */
final class GlsAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** To invented numbers GLS answers with no owner and over a thousand event codes. */
    private static final int INVENTED = 1_000;

    private GlsAnswer() {}

    static Lookup read(String trackingNumber, byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            return new Lookup.NotReadable("GLS's answer is not JSON: " + Texts.excerpt(e.getOriginalMessage()));
        }
        JsonNode list = root.path("tuStatus");
        if (list.isArray() && list.isEmpty()) {
            return new Lookup.NotFound();
        }
        List<JsonNode> parcels = list.isArray() ? list.valueStream().toList() : List.of(root);
        List<JsonNode> meant = parcels.size() == 1
                ? parcels
                : parcels.stream()
                        .filter(parcel -> text(parcel, "tuNo").equalsIgnoreCase(trackingNumber.strip()))
                        .toList();
        if (meant.isEmpty()) {
            return new Lookup.NotReadable("GLS's answer holds " + parcels.size()
                    + " parcels and none has the number that was asked for; ask by the number of one of them");
        }
        return parcel(trackingNumber, meant.getFirst());
    }

    /** What an error body says, or nothing. */
    static String problem(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return Stream.of(text(problem, "lastError"), text(problem, "exceptionText"))
                    .filter(text -> !text.isEmpty())
                    .reduce((code, text) -> code + " " + text)
                    .orElse("");
        } catch (JacksonException e) {
            // The status code says enough without it.
            return "";
        }
    }

    private static Lookup parcel(String trackingNumber, JsonNode parcel) {
        JsonNode bar = parcel.path("progressBar");
        JsonNode entries = parcel.path("history");
        JsonNode codes = bar.path("evtNos");
        if (!bar.path("statusInfo").isString() && !entries.isArray()) {
            return new Lookup.NotReadable("GLS's answer has neither a status nor a history; is it another service's?");
        }
        if (parcel.path("owners").isEmpty() && codes.size() > INVENTED) {
            return new Lookup.NotFound();
        }
        GlsHistory history = GlsHistory.read(trackingNumber, entries, codes);
        Optional<Status> stated = bar.path("retourFlag").booleanValue(false)
                ? Optional.of(Status.RETURNED)
                : GlsStatus.ofParcel(text(bar, "statusInfo"));
        if (stated.isEmpty() && history.events().isEmpty() && history.unreadable() > 0) {
            return new Lookup.NotReadable(
                    "GLS's answer has " + history.unreadable() + " events and none can be read, and no known status");
        }
        Status current = stated.or(history::newestKnown).orElse(Status.UNKNOWN);
        return new Lookup.Found(history.events(), current, history.unreadable());
    }

    /** A field's text, clean; empty if it is missing or no text. */
    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isString() ? Texts.clean(value.stringValue()) : "";
    }
}
