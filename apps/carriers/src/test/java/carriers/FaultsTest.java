package carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import carriers.Faults.Fault;
import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class FaultsTest {
    private static final Response ANSWER = Response.json(Map.of("shipments", List.of()));
    private static final Request REQUEST =
            Request.of("GET", "/track/shipments", Headers.empty(), Body.empty(), "1", Scope.root());

    @Test
    @DisplayName("G-35: with 3 % about 3 of a hundred requests go wrong, in every way")
    void about() {
        List<Fault> faults = faults(3, Carrier.DPD);
        assertThat(faults).hasSizeBetween(500, 700);
        assertThat(EnumSet.copyOf(faults)).isEqualTo(EnumSet.allOf(Fault.class));
        assertThat(faults).isEqualTo(faults(3, Carrier.DPD));
    }

    @Test
    @DisplayName("With 0 nothing goes wrong, with 100 everything does")
    void offAndOn() {
        assertThat(faults(0, Carrier.DHL)).isEmpty();
        assertThat(faults(100, Carrier.DHL)).hasSize(20_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"DHL", "GLS"})
    @DisplayName("Only DPD shows a page where data was asked for")
    void pages(Carrier carrier) {
        assertThat(faults(100, carrier)).doesNotContain(Fault.PAGE);
    }

    @Test
    @DisplayName("G-14: DPD's page comes under 200")
    void page() throws Exception {
        Response page = handle(Fault.PAGE, Carrier.DPD);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().first("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("G-18: errors have their status, and a 429 says when to come back")
    void errors(Carrier carrier) throws Exception {
        var statuses = new EnumMap<Fault, Integer>(Fault.class);
        for (Fault fault : List.of(Fault.ERROR, Fault.UNAVAILABLE, Fault.TOO_MANY_REQUESTS)) {
            statuses.put(fault, handle(fault, carrier).status());
        }
        assertThat(statuses)
                .containsEntry(Fault.ERROR, 500)
                .containsEntry(Fault.UNAVAILABLE, 503)
                .containsEntry(Fault.TOO_MANY_REQUESTS, 429);
        assertThat(handle(Fault.TOO_MANY_REQUESTS, carrier).headers().first("Retry-After"))
                .isEqualTo(Optional.of("1"));
    }

    @Test
    @DisplayName("An answer that was cut off is no JSON any more, although it says so")
    void cutOff() throws Exception {
        Response response = handle(Fault.CUT_OFF, Carrier.DHL);
        assertThat(response.headers().first("Content-Type")).hasValue("application/json");
        byte[] bytes = ((Content.Bytes) response.content()).bytes();
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JsonMapper.shared().readTree(bytes));
    }

    @Test
    @DisplayName("G-35: a slow answer is whole")
    void slow() throws Exception {
        assertThat(handle(Fault.SLOW, Carrier.DHL)).isSameAs(ANSWER);
    }

    private static Response handle(Fault fault, Carrier carrier) throws Exception {
        return Faults.answer(fault, carrier, REQUEST, ignored -> ANSWER);
    }

    /** What goes wrong when each of 20 parcels is asked for in each of 1000 seconds. */
    private static List<Fault> faults(double percent, Carrier carrier) {
        Instant start = Instant.parse("2026-05-06T08:00:00Z");
        return IntStream.range(0, 1_000)
                .mapToObj(second -> new Faults(percent, 1, Clock.fixed(start.plusSeconds(second), ZoneOffset.UTC)))
                .flatMap(faults -> IntStream.range(0, 20)
                        .mapToObj(number -> faults.fault(carrier, "number" + number))
                        .flatMap(Optional::stream))
                .toList();
    }
}
