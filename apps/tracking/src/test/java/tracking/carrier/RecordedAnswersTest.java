package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads answers that nobody of this project wrote. They are not ours to commit and lie beside the checkout. */
@DisplayName("Recorded answers of the carriers")
class RecordedAnswersTest {

    private static final Path FOLDER = Path.of("..", "..", "..", "shared", "data", "carriers");

    /** File, number asked for, status, number of events, first and last time. */
    private static final String PARCELS = """
            dhl/parcel-de-delivered.json                     | 423475729485             | DELIVERED        | 6  | 2019-08-28T19:36:00Z     | 2019-08-30T06:59:00Z
            dhl/parcel-de-delivered-receiver.json            | JJD000390005893028175    | DELIVERED        | 5  | 2019-08-09T02:00:00Z     | 2019-08-10T06:54:00Z
            dhl/parcel-de-delivered-prio.json                | JJD000390011492126828    | DELIVERED        | 4  | 2019-08-05T00:19:00Z     | 2019-08-06T06:51:00Z
            dhl/parcel-de-pre-transit.json                   | 00340434292135100148     | REGISTERED       | 1  | 2021-07-06T17:35:00Z     | 2021-07-06T17:35:00Z
            dhl/parcel-nl-returned-42-events.json            | JVGL06048524783718330083 | RETURNED         | 42 | 2019-05-16T08:14:23.412Z | 2019-06-03T08:24:00Z
            dhl/parcel-nl-delivered-neighbour.json           | JVGL0614394500301769     | DELIVERED        | 9  | 2024-11-08T20:23:01Z     | 2024-11-09T14:47:09Z
            dhl/ecommerce-nine-shipments-mixed-offsets.json  | 64888                    | DELIVERED        | 11 | 2019-08-19T12:23:59Z     | 2019-08-26T18:04:00Z
            dhl/dsc-thirteen-shipments.json                  | 1-254346763_1            | REGISTERED       | 1  | 2019-07-12T08:52:46Z     | 2019-07-12T08:52:46Z
            dhl/dsc-thirteen-shipments.json                  | 127363150                | DELIVERED        | 3  | 2019-07-02T17:35:00Z     | 2019-07-04T05:06:53Z
            dhl/dsc-thirteen-shipments.json                  | 127224159                | DELIVERED        | 4  | 2019-06-24T08:00:00Z     | 2019-06-24T08:43:07Z
            dhl/dsc-thirteen-shipments.json                  | 126995688                | DELIVERED        | 3  | 2019-06-05T20:26:50Z     | 2019-06-06T11:37:00Z
            dhl/dsc-thirteen-shipments.json                  | 126448110                | DELIVERED        | 3  | 2019-05-08T07:30:00Z     | 2019-05-08T08:06:50Z
            dhl/dsc-thirteen-shipments.json                  | 125575162                | REGISTERED       | 1  | 2019-06-13T06:36:09Z     | 2019-06-13T06:36:09Z
            dhl/dgf-ocean-delivered.json                     | 12345678                 | DELIVERED        | 5  | 2018-12-20T16:03:00Z     | 2019-03-11T23:00:00Z
            dhl/express-documentation-sample.json            | 7777777770               | DELIVERED        | 1  | 2018-03-02T07:53:47Z     | 2018-03-02T07:53:47Z
            dhl/express-documentation-sample-numeric-id.json | 7777777770               | DELIVERED        | 1  | 2018-03-02T06:53:47Z     | 2018-03-02T06:53:47Z
            dpd/delivered.json                               | 09981100001234           | DELIVERED        | 5  | 2026-01-18T15:30:00Z     | 2026-01-20T11:23:23Z
            dpd/on-the-road.json                             | 09981100005678           | IN_TRANSIT       | 2  | 2026-03-17T17:00:00Z     | 2026-03-18T05:30:00Z
            dpd/parcel-shop.json                             | 09981100007777           | READY_FOR_PICKUP | 1  | 2026-03-18T09:00:00Z     | 2026-03-18T09:00:00Z
            dpd/pre-registered-no-scans.json                 | 09981122334455           | REGISTERED       | 0  |                          |
            gls/delivered-after-parcel-shop.json             | 50346007538              | DELIVERED        | 13 | 2016-01-05T13:19:14Z     | 2016-01-08T17:09:21Z
            gls/ready-in-parcel-shop.json                    | 32631986704              | READY_FOR_PICKUP | 16 | 2018-11-14T13:09:06Z     | 2018-11-19T09:47:21Z
            gls/delivered-without-history.json               | 6234776771               | DELIVERED        | 0  |                          |
            gls/delivered-locker-flat.json                   | 1234567890               | DELIVERED        | 8  | 2026-06-24T08:39:34Z     | 2026-06-25T11:38:31Z
            gls/returning-retour-flag.json                   | 6234555555               | RETURNED         | 0  |                          |
            """;

    /** File, HTTP status, content type, outcome. */
    private static final String OTHERS = """
            dhl/dsc-thirteen-shipments.json      | 200 | application/json         | NotReadable
            dhl/error-404-unknown-number.json    | 404 | application/problem+json | NotFound
            dhl/error-429-too-many-requests.json | 429 | application/json         | Throttled
            dhl/error-401-unauthorized.json      | 401 | application/json         | Refused
            dhl/error-400-invalid-input.json     | 400 | application/json         | NotReadable
            dpd/unknown-number-null.json         | 200 | application/json         | NotFound
            dpd/html-page-instead-of-json.html   | 200 | text/html;charset=UTF-8  | NotReadable
            dpd/html-page-instead-of-json.html   | 200 | application/json         | NotReadable
            dpd/cut-off-answer.txt               | 200 | application/json         | NotReadable
            gls/empty-list.json                  | 200 | text/plain               | NotFound
            gls/error-404-e800.json              | 404 | application/json         | NotFound
            gls/error-500-system-error.json      | 500 | application/json         | Unavailable
            gls/other-service-netherlands.json   | 200 | application/json         | NotReadable
            """;

    @BeforeEach
    void theFilesAreThere() {
        boolean there = Files.isDirectory(FOLDER);
        boolean required = Stream.of(
                        System.getenv().getOrDefault("SERVAL_REQUIRE", "").split(","))
                .anyMatch(name -> name.strip().equals("data"));
        assertThat(there || !required)
                .as(
                        "SERVAL_REQUIRE names data, but there is no folder %s",
                        FOLDER.toAbsolutePath().normalize())
                .isTrue();
        assumeTrue(
                there, () -> "no recorded answers at " + FOLDER.toAbsolutePath().normalize());
    }

    @ParameterizedTest(name = "{0}, number {1}: {2}, {3} events from {4} to {5}")
    @CsvSource(textBlock = PARCELS, delimiter = '|')
    @DisplayName("G-01, G-13, G-15, G-17: status, number of events, first and last time in UTC")
    void readsParcels(
            String file, String number, Status status, int count, @Nullable Instant first, @Nullable Instant last)
            throws IOException {
        Lookup.Found found = Answers.found(Answers.read(Answers.carrierOf(file), number, Answers.json(bytes(file))));

        assertThat(found.current()).isEqualTo(status);
        assertThat(found.unreadable()).isZero();
        assertThat(found.events()).hasSize(count).isSortedAccordingTo(Comparator.comparing(CarrierEvent::occurredAt));
        if (first != null && last != null) {
            assertThat(found.events().getFirst().occurredAt()).isEqualTo(first);
            assertThat(found.events().getLast().occurredAt()).isEqualTo(last);
        }
    }

    @ParameterizedTest(name = "{0} under {1} as {2}: {3}")
    @CsvSource(textBlock = OTHERS, delimiter = '|')
    @DisplayName("G-14, G-16: errors, pages and torn answers are ordinary outcomes")
    void readsWhatIsNoParcel(String file, int status, String contentType, String outcome) throws IOException {
        Answer answer = Answers.of(status, contentType, bytes(file));

        assertThat(Answers.read(Answers.carrierOf(file), "1234", answer)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    @DisplayName("G-01: no recorded answer is left out of these tables")
    void everyFileIsRead() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Set<String> there = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.equals("README.md"))
                    .collect(Collectors.toSet());

            assertThat(there).isSubsetOf(tabled(PARCELS + OTHERS));
        }
    }

    @Test
    @DisplayName("G-31: every event of every recorded answer has a known meaning, but for the estimate of an arrival")
    void everyRecordedWordIsKnown() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Lookup.Found found : parcels()) {
            found.events().stream()
                    .filter(event -> event.status() == Status.UNKNOWN)
                    .map(CarrierEvent::carrierStatus)
                    .forEach(unknown::add);
        }

        assertThat(unknown).containsOnly("Estimated Time of Arrival");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "gls/delivered-after-parcel-shop.json",
                "gls/ready-in-parcel-shop.json",
                "gls/delivered-locker-flat.json"
            })
    @DisplayName("G-31: GLS's sentences mean what their codes mean")
    void sentencesAndCodesAgree(String file) throws IOException {
        String body = new String(bytes(file), StandardCharsets.UTF_8);
        String withoutCodes = body.replaceAll("\"evtNo\": \"[^\"]*\",", "").replaceFirst("\"evtNos\"", "\"removed\"");

        assertThat(Answers.timeline(Answers.read(Carrier.GLS, "1", withoutCodes)))
                .isEqualTo(Answers.timeline(Answers.read(Carrier.GLS, "1", body)));
    }

    @Test
    @DisplayName("G-09: no two events of a recorded answer share a key, and none is lost to one")
    void keysDoNotCollide() throws IOException {
        Map<DedupKey, CarrierEvent> all = new HashMap<>();
        for (Lookup.Found found : parcels()) {
            for (CarrierEvent event : found.events()) {
                CarrierEvent other = all.putIfAbsent(event.key(), event);
                assertThat(other == null || sameValues(other, event))
                        .as("%s and %s", other, event)
                        .isTrue();
            }
        }

        assertThat(all).hasSizeGreaterThan(130);
    }

    private static boolean sameValues(CarrierEvent one, CarrierEvent other) {
        return one.carrier() == other.carrier()
                && one.trackingNumber().equals(other.trackingNumber())
                && one.carrierStatus().equals(other.carrierStatus())
                && one.occurredAt().equals(other.occurredAt());
    }

    private static List<Lookup.Found> parcels() throws IOException {
        List<Lookup.Found> parcels = new ArrayList<>();
        for (String row : PARCELS.lines().toList()) {
            String file = row.replaceFirst("\\|.*", "").strip();
            String number =
                    row.replaceFirst("^[^|]*\\|", "").replaceFirst("\\|.*", "").strip();
            parcels.add(Answers.found(Answers.read(Answers.carrierOf(file), number, Answers.json(bytes(file)))));
        }
        return parcels;
    }

    private static Set<String> tabled(String table) {
        return table.lines().map(row -> row.replaceFirst("\\|.*", "").strip()).collect(Collectors.toSet());
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(file));
    }
}
