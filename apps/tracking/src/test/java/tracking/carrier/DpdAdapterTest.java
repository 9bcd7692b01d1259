package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("DPD's answers")
class DpdAdapterTest {

    @Test
    @DisplayName("G-08, G-14, G-17: scans become canonical events in UTC; left at a place is delivered")
    void readsScans() {
        Lookup.Found found = found("left-at-a-place.json");

        assertThat(found.current()).isEqualTo(Status.DELIVERED);
        assertThat(found.events().getFirst().description()).isEqualTo("Das Paket wurde beim Absender abgeholt.");
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-01-18T15:30:00Z IN_TRANSIT [15] Musterstadt (DE)",
                        "2026-01-19T07:15:00Z IN_TRANSIT [1] Musterstadt (DE)",
                        "2026-01-19T13:00:00Z IN_TRANSIT [4] Beispielburg (DE)",
                        "2026-01-20T08:00:00Z OUT_FOR_DELIVERY [3] Beispielburg (DE)",
                        "2026-01-20T11:23:23Z DELIVERED [13/068] Beispielburg (DE)");
    }

    @Test
    @DisplayName("G-14: the steps lag behind the scans: a parcel in a shop waits there, whatever the step says")
    void shop() {
        assertThat(found("waiting-in-a-shop.json").current()).isEqualTo(Status.READY_FOR_PICKUP);
    }

    @Test
    @DisplayName("G-14, G-31: a failed attempt shows only as a scan; a redirect after it does not hide it")
    void failedAttempt() {
        Lookup.Found found = found("failed-attempt-and-redirect.json");

        assertThat(found.current()).isEqualTo(Status.EXCEPTION);
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-07-01T06:00:00Z REGISTERED [18]",
                        "2026-07-02T07:00:00Z OUT_FOR_DELIVERY [3] Beispielburg (DE)",
                        "2026-07-02T11:00:00Z EXCEPTION [14/019] Beispielburg (DE)",
                        "2026-07-02T16:00:00Z IN_TRANSIT [18]");
    }

    @Test
    @DisplayName("G-14: no step reached and no scan is a registered parcel without events")
    void announced() {
        assertThat(found("announced.json")).returns(Status.REGISTERED, Lookup.Found::current);
        assertThat(found("announced.json").events()).isEmpty();
    }

    @Test
    @DisplayName("G-14, G-17: without scans the dated steps are the events, in DPD's other spelling of time")
    void steps() {
        Lookup.Found found = found("steps-with-dates.json");

        assertThat(found.current()).isEqualTo(Status.IN_TRANSIT);
        assertThat(Answers.timeline(found))
                .containsExactly(
                        "2026-05-05T14:40:00Z IN_TRANSIT [ACCEPTED] Musterstadt (DE)",
                        "2026-05-06T00:15:00Z IN_TRANSIT [ON_THE_ROAD] Musterstadt (DE)");
    }

    @Test
    @DisplayName("G-31: an unknown scan code stays raw and leaves the current step to decide")
    void unknownCode() {
        String body = new String(Answers.sample("dpd/waiting-in-a-shop.json"), StandardCharsets.UTF_8)
                .replace("\"23\"", "\"777\"");
        Lookup.Found found = Answers.found(Answers.read(Carrier.DPD, "09990000000012", body));

        assertThat(Answers.timeline(found)).containsExactly("2026-03-18T09:00:00Z UNKNOWN [777] Musterstadt (DE)");
        assertThat(found.current()).isEqualTo(Status.IN_TRANSIT);
    }

    @Test
    @DisplayName("G-31: words that the adapter does not know are UNKNOWN, not registered")
    void nothingKnown() {
        assertThat(Answers.found(Answers.read(Carrier.DPD, "1", """
                                {"parcellifecycleResponse":{"parcelLifeCycleData":{"statusInfo":[
                                  {"status":"BEAMED_UP","isCurrentStatus":true}]}}}
                                """)).current()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @DisplayName("G-16: null in place of the parcel's data is a number that DPD does not know")
    void unknownNumber() {
        assertThat(Answers.readSample("dpd/unknown-number.json", "09990000000016"))
                .isEqualTo(new Lookup.NotFound());
    }

    @Test
    @DisplayName("G-14: the content type is looked at first: what calls itself a page is never read as JSON")
    void pageUnder200() {
        byte[] body = Answers.sample("dpd/left-at-a-place.json");

        assertThat(DpdAdapter.read("09990000000011", Answers.of(200, "text/html; charset=utf-8", body)))
                .isEqualTo(new Lookup.NotReadable("DPD answered with 'text/html' instead of JSON"));
        assertThat(DpdAdapter.read("09990000000011", Answers.of(200, "Application/JSON", body)))
                .isInstanceOf(Lookup.Found.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"404, NotFound", "403, Refused", "429, Throttled", "500, Unavailable", "302, NotReadable"})
    @DisplayName("G-14, G-16: a page under an error status is that error")
    void pageUnderError(int status, String outcome) {
        Answer page = Answers.of(status, "text/html", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));

        assertThat(DpdAdapter.read("0999", page).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"parcellifecycleResponse\":{}}",
                "{\"parcellifecycleResponse\":{\"parcelLifeCycleData\":{}}}",
                "{\"parcellifecycleResponse\":{\"parcelLifeCycleData\":[]}}",
                "{\"parcellifecycleResponse\":{\"parcelLifeCycleData\":{\"scanInfo\":{\"scan\":[{\"date\":\"now\"}]}}}}",
                "null",
                "''"
            })
    @DisplayName("G-14: an answer without anything to read is not readable")
    void nothingToRead(String body) {
        assertThat(Answers.read(Carrier.DPD, "1", body)).isInstanceOf(Lookup.NotReadable.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-10-25T02:30:00  | 2026-10-25T00:30:00Z",
                "2026-03-29T02:30:00  | 2026-03-29T01:30:00Z",
                "25.10.2026, 02:30    | 2026-10-25T00:30:00Z",
                "29.03.2026, 02:30    | 2026-03-29T01:30:00Z",
                "2026-07-01T12:00:00Z | 2026-07-01T12:00:00Z"
            })
    @DisplayName("G-17: both spellings without a zone are Europe/Berlin, at the edges of summer by the earlier offset")
    void zones(String text, Instant instant) {
        assertThat(DpdTime.read(text)).contains(instant);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "31.02.2026, 10:00",
                "2026-02-30T10:00:00",
                "20.01.2026",
                "0001-01-01T00:00:00",
                "9999-12-31T00:00"
            })
    @DisplayName("G-17: what is no time is no time")
    void noTimes(String text) {
        assertThat(DpdTime.read(text)).isEmpty();
    }

    private static Lookup.Found found(String sample) {
        return Answers.found(Answers.readSample("dpd/" + sample, "09990000000011"));
    }
}
