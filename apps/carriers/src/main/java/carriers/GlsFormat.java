package carriers;

import io.serval.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What GLS answers: {@code rstt001}, in German. The history is listed newest first, date and time of day apart, and texts
 * hold HTML entities.
 */
public final class GlsFormat {
    private static final List<Stage> STAGES = List.of(
            new Stage("PREADVICE", "Datenerfassung"),
            new Stage("INTRANSIT", "Unterwegs"),
            new Stage("INWAREHOUSE", "Ziel-Paketzentrum"),
            new Stage("INDELIVERY", "In Zustellung"),
            new Stage("DELIVERED", "Zugestellt"));

    private GlsFormat() {}

    record Answer(List<Unit> tuStatus) {}

    record Unit(
            String tuNo,
            ProgressBar progressBar,
            List<Owner> owners,
            String deliveryOwnerCode,
            boolean changeDeliveryPossible,
            List<Info> infos,
            List<Info> references,
            List<Entry> history) {}

    record ProgressBar(
            int level,
            List<Stop> statusBar,
            String statusInfo,
            String statusText,
            boolean retourFlag,
            List<String> evtNos,
            int colourIndex) {}

    record Stop(String status, String imageStatus, String imageText, String statusText) {}

    record Owner(String type, String code) {}

    record Info(String type, String name, String value) {}

    record Entry(Address address, String date, String time, String evtDscr) {}

    record Address(String city, String countryCode, String countryName) {}

    private record Failure(Optional<String> lastError, String exceptionText) {}

    private record Stage(String status, String text) {}

    /**
     * @param stage the index of the stage that the parcel has come to
     * @param info the {@code statusInfo}, where it is not the stage's name
     */
    private record Wording(int stage, Optional<String> info, String evtNo, String text) {
        Wording(int stage, String evtNo, String text) {
            this(stage, Optional.empty(), evtNo, text);
        }
    }

    /** Returns the parcel as far as it has come; it must have been announced. */
    public static Response unit(Parcel parcel, Instant now) {
        List<Event> history = parcel.history(now);
        var unit = new Unit(
                parcel.trackingNumber(),
                progress(history),
                List.of(new Owner("REQUEST", "DE03"), new Owner("DELIVERY", "DE03")),
                "DE03",
                false,
                List.of(new Info("PRODUCT", "Produkt:", "BusinessParcel")),
                List.of(
                        new Info("UNITNO", "Paketnummer:", parcel.trackingNumber()),
                        new Info("CUSTREF", "Kundeneigene Referenznummer", parcel.reference())),
                history.stream().map(GlsFormat::entry).toList().reversed());
        return Response.json(new Answer(List.of(unit)));
    }

    /** Returns what GLS says of a number that it does not know. */
    public static Response unknown() {
        return Response.json(
                404, new Failure(Optional.of("E800"), "F&uuml;r diese Nummer liegen keine Informationen vor."));
    }

    /** Returns an error of GLS's own. */
    public static Response failure(int status, String text) {
        return Response.json(status, new Failure(Optional.empty(), text));
    }

    private static ProgressBar progress(List<Event> history) {
        Wording newest = wording(history.getLast().scan());
        boolean returns = history.stream().anyMatch(event -> event.scan() == Scan.RETURNING);
        return new ProgressBar(
                25 * newest.stage(),
                IntStream.range(0, STAGES.size())
                        .mapToObj(stage -> stop(stage, newest))
                        .toList(),
                newest.info().orElse(STAGES.get(newest.stage()).status()),
                returns ? "R&uuml;cksendung" : STAGES.get(newest.stage()).text(),
                returns,
                history.stream()
                        .map(event -> wording(event.scan()).evtNo())
                        .toList()
                        .reversed(),
                newest.stage());
    }

    private static Stop stop(int number, Wording newest) {
        Stage stage = STAGES.get(number);
        boolean current = number == newest.stage();
        String image = current ? "CURRENT" : number < newest.stage() ? "COMPLETE" : "PENDING";
        return new Stop(stage.status(), image, stage.text(), current ? newest.text() : "");
    }

    private static Entry entry(Event event) {
        Town town = event.town();
        return new Entry(
                new Address(town.name(), town.countryCode(), town.country(Locale.GERMAN)),
                Times.DATE.write(event.at()),
                Times.TIME.write(event.at()),
                wording(event.scan()).text());
    }

    private static Wording wording(Scan scan) {
        return switch (scan) {
            case ANNOUNCED ->
                new Wording(
                        0,
                        "0.100",
                        "Die Paketdaten wurden im GLS IT-System erfasst; das Paket wurde noch nicht an GLS"
                                + " &uuml;bergeben.");
            case PICKED_UP -> new Wording(1, "0.0", "Das Paket wurde an GLS &uuml;bergeben.");
            case CUSTOMS -> new Wording(1, "6.206", "Das Paket wird vom Zoll bearbeitet.");
            case ARRIVED -> new Wording(1, "2.0", "Das Paket ist im Paketzentrum eingetroffen.");
            case SORTED ->
                new Wording(
                        1, "2.106", "Das Paket ist im Paketzentrum eingetroffen; das Paket wurde manuell sortiert.");
            case DEPARTED -> new Wording(1, "1.0", "Das Paket hat das Paketzentrum verlassen.");
            case AT_DEPOT -> new Wording(2, "2.0", "Das Paket ist im Paketzentrum eingetroffen.");
            case OUT_FOR_DELIVERY ->
                new Wording(3, "11.0", "Das Paket wird voraussichtlich im Laufe des Tages zugestellt.");
            case NOT_MET ->
                new Wording(
                        2,
                        Optional.of("NOTDELIVERED"),
                        "4.40",
                        "Das Paket konnte nicht zugestellt werden, da der Empf&auml;nger nicht angetroffen wurde.");
            case NOTIFIED ->
                new Wording(
                        2,
                        Optional.of("NOTDELIVERED"),
                        "90.132",
                        "Der Empf&auml;nger wurde mittels Benachrichtigungskarte &#252;ber den Zustell-/Abholversuch"
                                + " informiert.");
            case IN_SHOP ->
                new Wording(
                        3,
                        Optional.of("DELIVEREDPS"),
                        "3.124",
                        "Das Paket wurde im GLS PaketShop zugestellt (siehe PaketShop-Anzeige).");
            case COLLECTED, DELIVERED -> new Wording(4, "3.0", "Das Paket wurde beim Empf&auml;nger zugestellt.");
            case WRONG_ADDRESS ->
                new Wording(
                        2,
                        Optional.of("NOTDELIVERED"),
                        "4.30",
                        "Das Paket konnte nicht zugestellt werden, da die Anschrift unvollst&auml;ndig ist.");
            case RETURNING -> new Wording(1, "8.0", "Das Paket wird an den Absender zur&uuml;ckgesandt.");
            case RETURNED ->
                new Wording(4, Optional.of("RETURNED"), "8.10", "Das Paket wurde dem Absender zur&uuml;ckgegeben.");
        };
    }
}
