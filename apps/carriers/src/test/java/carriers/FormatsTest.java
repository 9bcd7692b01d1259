package carriers;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int GENERATIONS = 30;
    private static final List<Parcel> PARCELS = Worlds.many(Worlds.usual(), GENERATIONS);

    @Test
    @DisplayName("G-13, G-17: DHL lists as many events as there are by now, newest first, in bare local time")
    void dhl() {
        eachMoment(Carrier.DHL, (parcel, now) -> {
            JsonNode shipment = json(DhlFormat.shipment(parcel, now)).at("/shipments/0");
            List<String> times = shipment.path("events")
                    .valueStream()
                    .map(event -> event.path("timestamp").stringValue())
                    .toList();
            assertThat(times.stream().map(LocalDateTime::parse)).containsExactlyElementsOf(newestFirst(parcel, now));
            assertThat(shipment.path("status")).isEqualTo(shipment.at("/events/0"));
            assertThat(shipment.path("id").stringValue()).isEqualTo(parcel.trackingNumber());
        });
    }

    @Test
    @DisplayName("G-14: DPD lists as many scans as there are by now, oldest first, and dates steps in another spelling")
    void dpd() {
        eachMoment(Carrier.DPD, (parcel, now) -> {
            JsonNode data = json(DpdFormat.lifeCycle(parcel, now)).at("/parcellifecycleResponse/parcelLifeCycleData");
            List<LocalDateTime> times = data.at("/scanInfo/scan")
                    .valueStream()
                    .map(scan -> LocalDateTime.parse(scan.path("date").stringValue()))
                    .toList();
            assertThat(times.reversed()).containsExactlyElementsOf(newestFirst(parcel, now));
            List<JsonNode> steps = data.path("statusInfo").valueStream().toList();
            assertThat(steps).hasSize(5);
            assertThat(steps.stream()
                            .filter(step -> step.path("isCurrentStatus").booleanValue()))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(steps.stream().filter(step -> step.has("date"))).allSatisfy(step -> {
                assertThat(step.path("statusHasBeenReached").booleanValue()).isTrue();
                LocalDateTime date = LocalDateTime.parse(
                        step.path("date").stringValue(), DateTimeFormatter.ofPattern("dd.MM.uuuu, HH:mm"));
                assertThat(times)
                        .anyMatch(time -> time.truncatedTo(ChronoUnit.MINUTES).equals(date));
            });
        });
    }

    @Test
    @DisplayName("G-15: GLS lists as many entries as there are by now, newest first, with date and local time apart")
    void gls() {
        eachMoment(Carrier.GLS, (parcel, now) -> {
            JsonNode unit = json(GlsFormat.unit(parcel, now)).at("/tuStatus/0");
            List<LocalDateTime> times = unit.path("history")
                    .valueStream()
                    .map(entry -> LocalDate.parse(entry.path("date").stringValue())
                            .atTime(LocalTime.parse(entry.path("time").stringValue())))
                    .toList();
            assertThat(times).containsExactlyElementsOf(newestFirst(parcel, now));
            assertThat(unit.at("/progressBar/evtNos").size()).isEqualTo(times.size());
            assertThat(unit.at("/progressBar/statusBar")
                            .valueStream()
                            .filter(stop ->
                                    stop.path("imageStatus").stringValue().equals("CURRENT")))
                    .hasSize(1);
        });
    }

    @Test
    @DisplayName("How a journey ended is seen in each format's own words")
    void endings() {
        assertThat(json(DhlFormat.shipment(ended(Carrier.DHL, Scan.DELIVERED), afterAll()))
                        .at("/shipments/0/status/statusCode")
                        .stringValue())
                .isEqualTo("delivered");
        assertThat(json(DhlFormat.shipment(ended(Carrier.DHL, Scan.RETURNED), afterAll()))
                        .at("/shipments/0/status/status")
                        .stringValue())
                .isEqualTo("DELIVERED_AT_SHIPPER");
        JsonNode step = json(DpdFormat.lifeCycle(ended(Carrier.DPD, Scan.COLLECTED), afterAll()))
                .at("/parcellifecycleResponse/parcelLifeCycleData/statusInfo/4");
        assertThat(step.path("status").stringValue()).isEqualTo("DELIVERED");
        assertThat(step.path("isCurrentStatus").booleanValue()).isTrue();
        JsonNode delivered = json(GlsFormat.unit(ended(Carrier.GLS, Scan.DELIVERED), afterAll()))
                .at("/tuStatus/0/progressBar");
        assertThat(delivered.path("statusInfo").stringValue()).isEqualTo("DELIVERED");
        assertThat(delivered.path("retourFlag").booleanValue()).isFalse();
        JsonNode returned = json(GlsFormat.unit(ended(Carrier.GLS, Scan.RETURNED), afterAll()))
                .at("/tuStatus/0/progressBar");
        assertThat(returned.path("statusInfo").stringValue()).isEqualTo("RETURNED");
        assertThat(returned.path("retourFlag").booleanValue()).isTrue();
    }

    @Test
    @DisplayName("GLS's texts hold HTML entities")
    void entities() {
        String body = text(GlsFormat.unit(ended(Carrier.GLS, Scan.DELIVERED), afterAll()));
        assertThat(body).contains("Empf&auml;nger");
    }

    @Test
    @DisplayName("DPD knows an unknown number by a null, and GLS by E800")
    void unknown() {
        JsonNode dpd = json(DpdFormat.unknown());
        assertThat(dpd.at("/parcellifecycleResponse/parcelLifeCycleData").isNull())
                .isTrue();
        Response gls = GlsFormat.unknown();
        assertThat(gls.status()).isEqualTo(404);
        assertThat(json(gls).path("lastError").stringValue()).isEqualTo("E800");
    }

    private static void eachMoment(Carrier carrier, BiConsumer<Parcel, Instant> check) {
        for (Parcel parcel : PARCELS) {
            if (parcel.carrier() == carrier) {
                parcel.history(afterAll()).forEach(event -> check.accept(parcel, event.at()));
                check.accept(parcel, afterAll());
            }
        }
    }

    private static List<LocalDateTime> newestFirst(Parcel parcel, Instant now) {
        return parcel.history(now).reversed().stream()
                .map(event -> LocalDateTime.ofInstant(event.at(), BERLIN).truncatedTo(ChronoUnit.SECONDS))
                .toList();
    }

    private static Parcel ended(Carrier carrier, Scan scan) {
        Predicate<Parcel> fits = parcel -> parcel.carrier() == carrier
                && parcel.history(afterAll()).getLast().scan() == scan;
        return PARCELS.stream().filter(fits).findFirst().orElseThrow();
    }

    private static Instant afterAll() {
        return Worlds.afterAll(GENERATIONS);
    }

    private static JsonNode json(Response response) {
        return JsonMapper.shared().readTree(text(response));
    }

    private static String text(Response response) {
        return response.content() instanceof Content.Bytes(byte[] bytes)
                ? new String(bytes, StandardCharsets.UTF_8)
                : "";
    }
}
