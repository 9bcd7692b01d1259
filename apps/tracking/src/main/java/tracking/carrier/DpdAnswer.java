package tracking.carrier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of DPD's parcel life cycle: scans, and the five or six steps of a progress bar. */
final class DpdAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String DATA_OR_REDIRECT = "18";

    private final String trackingNumber;
    private final List<JsonNode> scans;
    private final List<JsonNode> steps;

    private DpdAnswer(String trackingNumber, List<JsonNode> scans, List<JsonNode> steps) {
        this.trackingNumber = trackingNumber;
        this.scans = scans;
        this.steps = steps;
    }

    static Lookup read(String trackingNumber, byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            return new Lookup.NotReadable("DPD's answer is not JSON: " + Texts.excerpt(e.getOriginalMessage()));
        }
        JsonNode data = root.path("parcellifecycleResponse").path("parcelLifeCycleData");
        if (data.isNull()) {
            return new Lookup.NotFound();
        }
        JsonNode scans = data.path("scanInfo").path("scan");
        JsonNode steps = data.path("statusInfo");
        if (!scans.isArray() && !steps.isArray()) {
            return new Lookup.NotReadable("DPD's answer has neither scans nor steps");
        }
        return new DpdAnswer(trackingNumber, entries(scans), entries(steps)).lookup();
    }

    private Lookup lookup() {
        List<CarrierEvent> scanned = events(scans, this::scan);
        List<JsonNode> dated = steps.stream()
                .filter(step -> reached(step) && !text(step, "date").isEmpty())
                .toList();
        List<CarrierEvent> events = scans.isEmpty() ? events(dated, this::step) : scanned;
        int unreadable = (scans.isEmpty() ? dated.size() : scans.size()) - events.size();
        Status current = current(scanned);
        if (unreadable > 0 && events.isEmpty() && steps.isEmpty()) {
            return new Lookup.NotReadable("DPD's answer has " + unreadable + " scans and none can be read");
        }
        return new Lookup.Found(events, current, unreadable);
    }

    private static List<CarrierEvent> events(List<JsonNode> entries, Function<JsonNode, Optional<CarrierEvent>> read) {
        return entries.stream().map(read).flatMap(Optional::stream).toList();
    }

    private Optional<CarrierEvent> scan(JsonNode scan) {
        JsonNode data = scan.path("scanData");
        JsonNode type = data.path("scanType");
        String code = Stream.of(text(type, "code"), text(type, "name"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String more = entries(data.path("additionalCodes").path("additionalCode")).stream()
                .map(additional -> text(additional, "code"))
                .filter(text -> !text.isEmpty())
                .map(text -> "/" + text)
                .collect(Collectors.joining());
        return event(
                code.isEmpty() ? "" : code + more,
                // Data sent comes before any other scan; later the same code is a redirect.
                code.equals(DATA_OR_REDIRECT) && scan != scans.getFirst() ? Status.IN_TRANSIT : DpdStatus.ofScan(code),
                content(scan.path("scanDescription")),
                text(data, "location"),
                text(scan, "date"));
    }

    private Optional<CarrierEvent> step(JsonNode step) {
        String name = text(step, "status");
        String description = content(step.path("description"));
        return event(
                name,
                DpdStatus.ofStep(name),
                description.isEmpty() ? text(step, "label") : description,
                text(step, "location"),
                text(step, "date"));
    }

    private Optional<CarrierEvent> event(String name, Status status, String description, String place, String date) {
        String called = name.isEmpty() ? description : name;
        return called.isEmpty()
                ? Optional.empty()
                : DpdTime.read(date)
                        .map(time -> new CarrierEvent(
                                Carrier.DPD, trackingNumber, called, status, description, Optional.of(place), time));
    }

    private Status current(List<CarrierEvent> scanned) {
        Optional<Status> step = steps.stream()
                .filter(entry -> entry.path("isCurrentStatus").booleanValue(false))
                .map(entry -> DpdStatus.ofStep(text(entry, "status")))
                .reduce((earlier, later) -> later);
        if (step.equals(Optional.of(Status.DELIVERED))) {
            return Status.DELIVERED;
        }
        Optional<Status> scan = scanned.stream()
                .filter(event -> event.status() != Status.UNKNOWN && !tellsNothing(event))
                // Of one second the later listed: DPD lists the newest last.
                .sorted(Comparator.comparing(CarrierEvent::occurredAt))
                .reduce((earlier, later) -> later)
                .map(CarrierEvent::status);
        return scan.or(() -> step.filter(known -> known != Status.UNKNOWN))
                .or(() -> steps.stream()
                        .filter(DpdAnswer::reached)
                        .map(entry -> DpdStatus.ofStep(text(entry, "status")))
                        .filter(known -> known != Status.UNKNOWN)
                        .reduce((earlier, later) -> later))
                .orElse(nothingKnown(scanned, step));
    }

    /** Words that nobody knows are unknown; no words at all are a parcel that is only announced. */
    private Status nothingKnown(List<CarrierEvent> scanned, Optional<Status> step) {
        boolean words = step.isPresent()
                || steps.stream().anyMatch(DpdAnswer::reached)
                || scanned.stream().anyMatch(event -> event.status() == Status.UNKNOWN)
                || scanned.size() < scans.size();
        return words ? Status.UNKNOWN : Status.REGISTERED;
    }

    private static boolean tellsNothing(CarrierEvent scan) {
        return scan.carrierStatus().equals(DATA_OR_REDIRECT)
                || scan.carrierStatus().startsWith(DATA_OR_REDIRECT + "/");
    }

    private static boolean reached(JsonNode step) {
        return step.path("statusHasBeenReached").booleanValue(false);
    }

    private static String content(JsonNode description) {
        return Texts.clean(entries(description.path("content")).stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .collect(Collectors.joining(" ")));
    }

    /** The list's entries; something else in its place is one entry, readable or not. */
    private static List<JsonNode> entries(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        return list.isArray() ? list.valueStream().toList() : List.of(list);
    }

    /** A field's text, clean; empty if it is missing or no text. */
    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isString() ? Texts.clean(value.stringValue()) : "";
    }
}
