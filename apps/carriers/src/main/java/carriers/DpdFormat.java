package carriers;

import io.serval.core.Json;
import io.serval.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What DPD answers: the parcel life cycle. Scans are listed oldest first; five steps sum them up, with times in another
 * spelling. The steps know nothing of failed attempts and shops.
 */
public final class DpdFormat {
    private static final List<Step> STEPS = List.of(
            new Step("ACCEPTED", "Parcel handed to DPD", "DPD has received your parcel."),
            new Step("ON_THE_ROAD", "In transit", "The parcel is on its way to the parcel delivery centre."),
            new Step("AT_DELIVERY_DEPOT", "At parcel delivery centre", "The parcel is at the delivery centre."),
            new Step("OUT_FOR_DELIVERY", "Parcel out for delivery", "The parcel is out for delivery today."),
            new Step("DELIVERED", "Parcel delivered", "The parcel has been delivered."));

    private DpdFormat() {}

    record Answer(Data parcellifecycleResponse) {}

    record Data(LifeCycle parcelLifeCycleData) {}

    record LifeCycle(
            ShipmentInfo shipmentInfo, List<StatusInfo> statusInfo, List<String> contactInfo, Scans scanInfo) {}

    record ShipmentInfo(
            String parcelLabelNumber,
            List<String> serviceElements,
            String productName,
            boolean codInformationAvailable,
            List<String> documents,
            List<Property> additionalProperties) {}

    record Property(String key, String value) {}

    record StatusInfo(
            String status,
            String label,
            Content description,
            boolean statusHasBeenReached,
            boolean isCurrentStatus,
            Optional<String> location,
            Optional<String> date,
            List<String> normalItems,
            List<String> importantItems,
            List<String> errorItems) {}

    record Content(List<String> content) {}

    record Scans(List<ScanEntry> scan) {}

    record ScanEntry(String date, ScanData scanData, Content scanDescription, List<String> links) {}

    record ScanData(
            ScanType scanType, String location, String country, Codes additionalCodes, List<String> serviceElements) {}

    record ScanType(String code, String name) {}

    record Codes(List<Code> additionalCode) {}

    record Code(String code) {}

    private record Step(String status, String label, String description) {}

    /** @param step how many steps the parcel has reached once it was scanned so */
    private record Wording(int step, String code, String name, Optional<String> additional, String description) {
        Wording(int step, int code, String name, String description) {
            this(step, Integer.toString(code), "SC_" + code + "_" + name, Optional.empty(), description);
        }

        Wording with(String additionalCode) {
            return new Wording(step, code, name, Optional.of(additionalCode), description);
        }
    }

    /** Returns the parcel's life cycle as far as it has come. */
    public static Response lifeCycle(Parcel parcel, Instant now) {
        List<Event> history = parcel.history(now);
        var info = new ShipmentInfo(
                parcel.trackingNumber(),
                List.of(),
                "DPD CLASSIC",
                false,
                List.of(),
                List.of(new Property("CUSTOMER_REFERENCE", parcel.reference())));
        var scans = new Scans(history.stream().map(DpdFormat::scan).toList());
        return Response.json(new Answer(new Data(new LifeCycle(info, steps(history), List.of(), scans))));
    }

    /** Returns what DPD says of a number that it does not know. */
    public static Response unknown() {
        return Response.of(
                200,
                Json.MEDIA_TYPE,
                "{\"parcellifecycleResponse\":{\"parcelLifeCycleData\":null}}".getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a page for people, whatever was asked for. */
    public static Response page(int status, String title, String text) {
        String page = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="UTF-8"><title>%1$s - DPD</title></head>
                <body><h1>%1$s</h1><p>%2$s</p></body>
                </html>
                """.formatted(title, text);
        return Response.of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private static ScanEntry scan(Event event) {
        Wording wording = wording(event.scan());
        var data = new ScanData(
                new ScanType(wording.code(), wording.name()),
                place(event.town()),
                event.town().countryCode(),
                new Codes(wording.additional().map(Code::new).stream().toList()),
                List.of());
        return new ScanEntry(
                Times.DATE_TIME.write(event.at()), data, new Content(List.of(wording.description())), List.of());
    }

    private static List<StatusInfo> steps(List<Event> history) {
        int current = history.isEmpty() ? 0 : wording(history.getLast().scan()).step();
        return IntStream.rangeClosed(1, STEPS.size())
                .mapToObj(number -> step(number, current, history))
                .toList();
    }

    private static StatusInfo step(int number, int current, List<Event> history) {
        Step step = STEPS.get(number - 1);
        boolean reached = number <= current;
        Optional<Event> event = history.stream()
                .filter(scanned -> reached && wording(scanned.scan()).step() == number)
                .reduce((earlier, later) -> later);
        return new StatusInfo(
                step.status(),
                step.label(),
                new Content(reached ? List.of(step.description()) : List.of()),
                reached,
                number == current,
                event.map(scanned -> place(scanned.town())),
                event.map(scanned -> Times.DOTTED.write(scanned.at())),
                List.of(),
                List.of(),
                List.of());
    }

    private static String place(Town town) {
        return String.format(Locale.ROOT, "%s (%s)", town.name(), town.countryCode());
    }

    private static Wording wording(Scan scan) {
        return switch (scan) {
            case ANNOUNCED -> new Wording(0, 18, "DATA_SENT", "Order information has been transmitted to DPD.");
            case PICKED_UP -> new Wording(1, 15, "PICKUP", "The parcel has been picked up from the sender.");
            case CUSTOMS -> new Wording(2, 12, "CUSTOMS", "The parcel is in customs clearance.");
            case ARRIVED -> new Wording(2, 2, "SORT", "The parcel has arrived at the sorting centre.");
            case SORTED -> new Wording(2, 10, "SORT", "The parcel has been sorted.");
            case DEPARTED -> new Wording(2, 1, "SORT", "The parcel has left the sorting centre.");
            case AT_DEPOT -> new Wording(3, 4, "INBOUND", "The parcel is at the parcel delivery centre.");
            case OUT_FOR_DELIVERY -> new Wording(4, 3, "IN_DELIVERY", "The parcel is out for delivery.");
            case NOT_MET ->
                new Wording(3, 14, "NOT_DELIVERED", "Unfortunately we have not been able to deliver your parcel.")
                        .with("019");
            case NOTIFIED -> new Wording(3, 18, "ADDITIONAL_INFO", "The recipient has been notified.").with("019");
            case IN_SHOP -> new Wording(3, 23, "STORE_DROPOFF", "The parcel has been left at a Pickup parcelshop.");
            case COLLECTED -> new Wording(5, 13, "DELIVERED", "The parcel has been collected by the recipient.");
            case DELIVERED -> new Wording(5, 13, "DELIVERED", "The parcel has been delivered.");
            case WRONG_ADDRESS ->
                new Wording(3, 8, "STOPPED", "The address is wrong; the parcel is kept back.").with("011");
            case RETURNING -> new Wording(2, 6, "SYSTEM_RETURN", "The parcel is being returned to the sender.");
            case RETURNED -> new Wording(5, 13, "DELIVERED", "The parcel has been returned to the sender.");
        };
    }
}
