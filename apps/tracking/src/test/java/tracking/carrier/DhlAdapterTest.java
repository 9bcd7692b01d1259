package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("DHL's answers")
class DhlAdapterTest {

    @Test
    @DisplayName("G-08, G-13, G-17: events without offsets, newest first, become canonical events in UTC, oldest first")
    void readsParcelDe() {
        Lookup.Found found = found("delivered-without-offsets.json", "990000000011");

        assertThat(found.current()).isEqualTo(Status.DELIVERED);
        assertThat(found.events().get(1))
                .isEqualTo(new CarrierEvent(
                        Carrier.DHL,
                        "990000000011",
                        "The shipment has been processed in the parcel center",
                        Status.IN_TRANSIT,
                        "The shipment has been processed in the parcel center",
                        Optional.of("Günzburg, Germany"),
                        Instant.parse("2026-02-02T21:41:00Z")));
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-02-01T16:00:00Z REGISTERED [The instruction data for this shipment have been provided by"
                                + " the sender to DHL electronically]",
                        "2026-02-02T21:41:00Z IN_TRANSIT [The shipment has been processed in the parcel center]"
                                + " Günzburg, Germany",
                        "2026-02-03T07:05:00Z OUT_FOR_DELIVERY [The shipment has been loaded onto the delivery vehicle]",
                        "2026-02-03T10:20:00Z DELIVERED [The shipment has been successfully delivered] Germany");
    }

    @Test
    @DisplayName("G-13, G-31: a return to sender ends as RETURNED though DHL codes it transit; unknown words stay raw")
    void readsReturn() {
        Lookup.Found found = found("returned-with-offsets.json", "JVGL0000000000000021");

        assertThat(found.current()).isEqualTo(Status.RETURNED);
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-06-01T08:14:23.412Z REGISTERED [PRENOTIFICATION_RECEIVED]",
                        "2026-06-01T21:00:00Z UNKNOWN [SOMETHING_NOBODY_KNOWS]",
                        "2026-06-02T07:57:20Z OUT_FOR_DELIVERY [OUT_FOR_DELIVERY]",
                        "2026-06-02T15:48:40Z EXCEPTION [NOT_HOME]",
                        "2026-06-03T09:06:10Z READY_FOR_PICKUP [DELIVERED_AT_PARCELSHOP]",
                        "2026-06-03T09:06:10Z IN_TRANSIT [SIGNATURE_RECORDED]",
                        "2026-06-11T06:42:00Z EXCEPTION [RETURNED_TO_SHIPPER]",
                        "2026-06-12T06:26:00Z IN_TRANSIT [ON_ROUTE_TO_SHIPPER]",
                        "2026-06-12T08:24:00Z RETURNED [DELIVERED_AT_SHIPPER] AMM");
    }

    @Test
    @DisplayName("G-13, G-17: offsets, Z, nine digits and none mix in one shipment; the id may be a number")
    void readsMixedTimes() {
        assertThat(Answers.timeline(found("mixed-times.json", "7000000031")))
                .containsExactly(
                        "2026-08-19T12:24:01Z REGISTERED [EN ROUTE TO DHL ECOMMERCE]",
                        "2026-08-24T20:00:00Z IN_TRANSIT [transit] US",
                        "2026-08-25T09:00:00.123456789Z IN_TRANSIT [Gated out at Port/Terminal]",
                        "2026-08-26T18:04:00Z DELIVERED [DELIVERED]");
    }

    @Test
    @DisplayName("G-13: of several shipments the one with the number asked for counts, in any case")
    void choosesByNumber() {
        assertThat(found("several-shipments.json", " 1-41_1 ").current()).isEqualTo(Status.REGISTERED);
        assertThat(found("several-shipments.json", "42").events()).hasSize(3);
        assertThat(Answers.readSample("dhl/several-shipments.json", "44"))
                .isInstanceOfSatisfying(
                        Lookup.NotReadable.class,
                        answer -> assertThat(answer.reason()).contains("5 shipments"));
    }

    @Test
    @DisplayName("G-13: an announcement after the delivery, and a step of the same second, do not undo it")
    void deliveredStaysDelivered() {
        Lookup.Found found = found("several-shipments.json", "42");

        assertThat(found.events().getLast().carrierStatus()).isEqualTo("Created");
        assertThat(found.current()).isEqualTo(Status.DELIVERED);
    }

    @ParameterizedTest(name = "{0} listed above {1}")
    @CsvSource({"transit, delivered", "delivered, transit"})
    @DisplayName("G-13: of events in one second the further step is the current status, however they are listed")
    void furtherStepOfOneSecond(String above, String below) {
        String body = """
                {"shipments":[{"events":[
                  {"timestamp":"2026-07-02T19:40:00Z","statusCode":"%s"},
                  {"timestamp":"2026-07-02T19:40:00Z","statusCode":"%s"}]}]}
                """.formatted(above, below);

        assertThat(Answers.found(Answers.read(Carrier.DHL, "1", body)).current())
                .isEqualTo(Status.DELIVERED);
    }

    @Test
    @DisplayName("G-10, G-13: pieces of one shipment share events, which count once; it has arrived when all have")
    void joinsPieces() {
        Lookup.Found found = found("several-shipments.json", "43");

        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-07-18T06:00:00Z REGISTERED [Created]",
                        "2026-07-19T12:00:00Z IN_TRANSIT [PROCESSED]",
                        "2026-07-20T12:00:00Z DELIVERED [DELIVERED]");
        assertThat(found.current()).isEqualTo(Status.IN_TRANSIT);
    }

    @Test
    @DisplayName("G-13: a shipment's status stands in for missing events, and its text outranks its code")
    void readsStatusAlone() {
        Lookup.Found found = found("status-without-events.json", "990000000051");

        assertThat(found.current()).isEqualTo(Status.DELIVERED);
        assertThat(Answers.timeline(found)).containsExactly("2026-03-02T07:53:47Z DELIVERED [DELIVERED]");
    }

    @Test
    @DisplayName("G-13: an event that cannot be read is left out and counted; the others stay")
    void leavesOutUnreadableEvents() {
        Lookup.Found found = Answers.found(Answers.read(Carrier.DHL, "1", """
                {"shipments":[{"events":[
                  {"timestamp":"2026-02-30T10:00:00","status":"no such day"},
                  {"timestamp":"0001-01-01T00:00:00","status":"a program's word for none"},
                  {"timestamp":"2026-02-03T10:00:00Z"},
                  7,
                  {"timestamp":"2026-02-03T09:00:00Z","status":"PARCEL_SORTED_AT_HUB","statusCode":"transit"}]}]}
                """));

        assertThat(Answers.timeline(found)).containsExactly("2026-02-03T09:00:00Z IN_TRANSIT [PARCEL_SORTED_AT_HUB]");
        assertThat(found.unreadable()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"shipments\":[{\"events\":[{\"timestamp\":\"soon\",\"status\":\"x\"}]}]}",
                "{\"shipments\":[{\"id\":\"1\"}]}",
                "{\"shipments\":[null]}",
                "{\"shipments\":{}}",
                "{\"title\":\"No result found\",\"status\":404}",
                "[]",
                "null",
                "''"
            })
    @DisplayName("G-13: an answer without anything to read is not readable")
    void nothingToRead(String body) {
        assertThat(Answers.read(Carrier.DHL, "1", body)).isInstanceOf(Lookup.NotReadable.class);
    }

    @Test
    @DisplayName("G-16: an empty list of shipments is a parcel that DHL does not know")
    void emptyList() {
        assertThat(Answers.read(Carrier.DHL, "1", "{\"shipments\":[]}")).isEqualTo(new Lookup.NotFound());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "2026-10-25T03:00:00, 2026-10-25T02:00:00Z",
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
        "2026-03-29T01:59:59.999999999, 2026-03-29T00:59:59.999999999Z",
        "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z",
        "2026-10-25T02:30:00+0100, 2026-10-25T01:30:00Z",
        "2026-07-01T12:00, 2026-07-01T10:00:00Z"
    })
    @DisplayName("G-17: a time without a zone is read as Europe/Berlin, at the edges of summer by the earlier offset")
    void zones(String text, Instant instant) {
        assertThat(DhlTime.read(text)).contains(instant);
    }

    private static Lookup.Found found(String sample, String number) {
        return Answers.found(Answers.readSample("dhl/" + sample, number));
    }
}
