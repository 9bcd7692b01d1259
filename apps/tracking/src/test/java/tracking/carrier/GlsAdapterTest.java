package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("GLS's answers")
class GlsAdapterTest {

    @Test
    @DisplayName("G-08, G-15, G-31: a history becomes canonical events; DELIVEREDPS waits in a shop, not delivered")
    void readsShop() {
        Lookup.Found found = found("rstt001-in-a-shop.json", "90000000011");

        assertThat(found.current()).isEqualTo(Status.READY_FOR_PICKUP);
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-11-18T13:09:06Z REGISTERED [Die Paketdaten wurden im GLS IT-System erfasst; das Paket"
                                + " wurde noch nicht an GLS übergeben.]",
                        "2026-11-18T18:29:52Z IN_TRANSIT [Das Paket wurde an GLS übergeben.] San José (ES)",
                        "2026-11-18T18:29:52Z UNKNOWN [Ein Satz, den niemand kennt.] Musterstadt (DE)",
                        "2026-11-19T05:40:20Z OUT_FOR_DELIVERY [Das Paket wird voraussichtlich im Laufe des Tages"
                                + " zugestellt.] Musterstadt (DE)",
                        "2026-11-19T09:20:25Z EXCEPTION [Das Paket konnte nicht zugestellt werden, da der Empfänger"
                                + " nicht angetroffen wurde.] Musterstadt (DE)",
                        "2026-11-19T09:47:21Z READY_FOR_PICKUP [Das Paket ist im GLS PaketShop eingetroffen.]"
                                + " Musterstadt (DE)");
    }

    @Test
    @DisplayName("G-15: a parcel without the list around it, whose code list is shorter than its history (rstt028)")
    void readsFlat() {
        Lookup.Found found = found("rstt028-locker.json", "90000000012");

        assertThat(found.current()).isEqualTo(Status.DELIVERED);
        assertThat(found.events())
                .extracting(CarrierEvent::status)
                .containsExactly(Status.REGISTERED, Status.READY_FOR_PICKUP, Status.READY_FOR_PICKUP, Status.DELIVERED);
    }

    @Test
    @DisplayName("G-15: a status without a history (rstt029) is a status without events")
    void readsOverview() {
        Lookup.Found found = found("rstt029-without-history.json", "90000000013");

        assertThat(found.current()).isEqualTo(Status.DELIVERED);
        assertThat(found.events()).isEmpty();
    }

    @Test
    @DisplayName("G-15: dd.MM.yyyy and a local time, with and without seconds, are read as Europe/Berlin")
    void readsDottedDates() {
        assertThat(found("dotted-dates.json", "90000000014").events())
                .extracting(CarrierEvent::occurredAt, CarrierEvent::status)
                .containsExactly(
                        tuple(Instant.parse("2026-05-05T16:57:40Z"), Status.IN_TRANSIT),
                        tuple(Instant.parse("2026-05-06T05:24:00Z"), Status.OUT_FOR_DELIVERY));
    }

    @Test
    @DisplayName("G-31: the return flag outranks the status")
    void returning() {
        assertThat(found("returning.json", "90000000015").current()).isEqualTo(Status.RETURNED);
    }

    @Test
    @DisplayName("G-31: without a known statusInfo the newest event of known meaning decides")
    void unknownInfo() {
        String body = new String(Answers.sample("gls/rstt028-locker.json"), StandardCharsets.UTF_8)
                .replace("\"DELIVERED\"", "\"TELEPORTED\"")
                .replace("\"3.0\"", "\"3.777\"");

        Lookup.Found found = Answers.found(Answers.read(Carrier.GLS, "90000000012", body));

        assertThat(found.events().getLast().status()).isEqualTo(Status.UNKNOWN);
        assertThat(found.current()).isEqualTo(Status.READY_FOR_PICKUP);
    }

    @Test
    @DisplayName("G-15: codes beside the history count only if there is one for each event")
    void codesNotPaired() {
        String body = new String(Answers.sample("gls/rstt001-in-a-shop.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"2.124\",", "");

        assertThat(found("rstt001-in-a-shop.json", "1").events())
                .extracting(CarrierEvent::status)
                .isEqualTo(Answers.found(Answers.read(Carrier.GLS, "1", body)).events().stream()
                        .map(CarrierEvent::status)
                        .toList());
    }

    @Test
    @DisplayName("G-15: of several parcels the one with the number asked for counts")
    void choosesByNumber() {
        String body = """
                {"tuStatus":[{"tuNo":"1","progressBar":{"statusInfo":"INTRANSIT"}},
                             {"tuNo":"2","progressBar":{"statusInfo":"DELIVERED"}}]}
                """;

        assertThat(Answers.found(Answers.read(Carrier.GLS, "2", body)).current())
                .isEqualTo(Status.DELIVERED);
        assertThat(Answers.read(Carrier.GLS, "3", body)).isInstanceOf(Lookup.NotReadable.class);
    }

    @Test
    @DisplayName("G-16: an empty list is a number that GLS does not know")
    void unknownNumber() {
        assertThat(Answers.readSample("gls/empty.json", "90000000016")).isEqualTo(new Lookup.NotFound());
    }

    @Test
    @DisplayName("G-16: no owner and over a thousand codes is GLS's answer to an invented number")
    void inventedNumber() {
        String codes = String.join(",", Collections.nCopies(1_200, "\"1.0\""));
        String body = "{\"tuStatus\":[{\"owners\":[],\"progressBar\":{\"statusInfo\":\"INTRANSIT\",\"evtNos\":[" + codes
                + "]}}]}";

        assertThat(Answers.read(Carrier.GLS, "123", body)).isEqualTo(new Lookup.NotFound());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "application/json, Found",
        "text/plain;charset=UTF-8, Found",
        "text/html, NotReadable",
        "application/xml, NotReadable"
    })
    @DisplayName("G-15: JSON may be labelled as plain text, a page may not")
    void contentTypes(String type, String outcome) {
        Answer answer = Answers.of(200, type, Answers.sample("gls/rstt028-locker.json"));

        assertThat(GlsAdapter.read("90000000012", answer).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    @DisplayName("G-18: a server error is an outage and keeps what GLS says about it")
    void serverError() {
        byte[] body = "{\"lastError\":\"E999\",\"exceptionText\":\"Errore\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(GlsAdapter.read("1", Answers.of(500, "text/plain", body)))
                .isEqualTo(new Lookup.Unavailable("GLS answered HTTP 500: E999 Errore"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"tuStatus\":null}",
                "{\"tuStatus\":[{}]}",
                "{\"tuStatus\":[{\"history\":[{\"date\":\"2026-05-06\",\"evtDscr\":\"no time\"}]}]}",
                "{\"shipmentNo\":\"57\",\"deliveryStatus\":{\"status\":\"DELIVERED\"},\"scans\":[]}",
                "{\"lastError\":\"E609\"}",
                "''"
            })
    @DisplayName("G-15: an answer without anything to read, or of another service, is not readable")
    void nothingToRead(String body) {
        assertThat(Answers.read(Carrier.GLS, "1", body)).isInstanceOf(Lookup.NotReadable.class);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "2026-10-25, 02:30:00, 2026-10-25T00:30:00Z",
        "25.10.2026, 02:59:59, 2026-10-25T00:59:59Z",
        "25.10.2026, 03:00:00, 2026-10-25T02:00:00Z",
        "29.03.2026, 02:30:00, 2026-03-29T01:30:00Z",
        "2026-03-29, 03:00:00, 2026-03-29T01:00:00Z",
        "06.05.2026, 18:09:21.123456789, 2026-05-06T16:09:21.123456789Z"
    })
    @DisplayName("G-15: at the edges of summer a local time is read by the earlier offset")
    void zones(String date, String time, Instant instant) {
        assertThat(GlsTime.read(date, time)).contains(instant);
    }

    @Test
    @DisplayName("G-15: impossible dates and a date alone are no time")
    void noTimes() {
        assertThat(Stream.of(
                        GlsTime.read("2026-02-30", "10:00:00"),
                        GlsTime.read("30.02.2026", "10:00:00"),
                        GlsTime.read("06.05.26", "10:00:00"),
                        GlsTime.read("2026-05-06", ""),
                        GlsTime.read("", "10:00:00"),
                        GlsTime.read("2026-05-06", "24:00:00")))
                .containsOnly(Optional.empty());
    }

    private static Lookup.Found found(String sample, String number) {
        return Answers.found(Answers.readSample("gls/" + sample, number));
    }
}
