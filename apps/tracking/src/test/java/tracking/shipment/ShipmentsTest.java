package tracking.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.live.Log;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierEvent;
import tracking.carrier.Lookup;
import tracking.carrier.Status;

@DisplayName("What a carrier tells")
class ShipmentsTest {
    private static final Instant TEN = Instant.parse("2026-05-06T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");
    private static Database database;
    private static Log log;
    private static Shipments shipments;

    @BeforeAll
    static void open(@TempDir Path data) {
        database = Database.embedded(data);
        database.migrate("public", ShipmentsTest.class.getClassLoader(), "classpath:db/migration");
        log = Log.open(database);
        shipments = new Shipments(database, log, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        log.close();
        database.close();
    }

    @Test
    @DisplayName("G-10: at the same time from many threads is stored and appended once")
    void concurrently() throws Exception {
        UUID id = register("CONCURRENT");
        Lookup.Found told =
                told("CONCURRENT", Status.IN_TRANSIT, scan("CONCURRENT", "A", TEN), scan("CONCURRENT", "B", NOON));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                tasks.add(() -> {
                    shipments.store(id, told);
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        }

        assertThat(count("tracking_events where shipment_id = '" + id + "'")).isEqualTo(2);
        assertThat(appended(id)).isEqualTo(3);
    }

    @Test
    @DisplayName("G-11: keeps a scan that comes late, and the status where it was")
    void late() {
        UUID id = register("LATE");
        shipments.store(id, told("LATE", Status.OUT_FOR_DELIVERY, scan("LATE", "out", Status.OUT_FOR_DELIVERY, NOON)));
        shipments.store(
                id,
                told(
                        "LATE",
                        Status.OUT_FOR_DELIVERY,
                        scan("LATE", "out", Status.OUT_FOR_DELIVERY, NOON),
                        scan("LATE", "sorted", TEN)));

        Shipment shipment = shipments.find(id).orElseThrow();
        assertThat(shipment.status()).isEqualTo(Status.OUT_FOR_DELIVERY);
        assertThat(shipment.statusAt()).contains(NOON);
        assertThat(count("tracking_events where late and shipment_id = '" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("G-11: an answer older than what is known does not move the status back by its summary")
    void outdatedAnswer() {
        UUID id = register("OLD");
        shipments.store(id, told("OLD", Status.OUT_FOR_DELIVERY, scan("OLD", "out", Status.OUT_FOR_DELIVERY, NOON)));
        shipments.store(id, told("OLD", Status.IN_TRANSIT, scan("OLD", "sorted", TEN)));

        assertThat(shipments.find(id).orElseThrow().status()).isEqualTo(Status.OUT_FOR_DELIVERY);
    }

    @Test
    @DisplayName("G-31: keeps the status when the newest scan is one that nobody mapped")
    void unknown() {
        UUID id = register("UNKNOWN");
        shipments.store(
                id,
                told(
                        "UNKNOWN",
                        Status.UNKNOWN,
                        scan("UNKNOWN", "sorted", TEN),
                        scan("UNKNOWN", "x", Status.UNKNOWN, NOON)));

        assertThat(shipments.find(id).orElseThrow().status()).isEqualTo(Status.IN_TRANSIT);
        assertThat(count("tracking_events where status = 'UNKNOWN' and carrier_status = 'x'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("G-11: scans on the way back do not tell of a way forward")
    void returnGoesOn() {
        UUID id = register("BACK");
        shipments.store(id, told("BACK", Status.RETURNED, scan("BACK", "refused", Status.EXCEPTION, TEN)));
        shipments.store(
                id,
                told(
                        "BACK",
                        Status.RETURNED,
                        scan("BACK", "refused", Status.EXCEPTION, TEN),
                        scan("BACK", "depot", NOON.minusSeconds(1)),
                        scan("BACK", "hub", NOON)));

        assertThat(database.<List<String>, RuntimeException>read(tx -> tx.query(
                        "select payload ->> 'status' as status from serval.event e join serval.topic t on t.id = e.topic_id"
                                + " where t.name = ? and \"offset\" > 1 order by \"offset\"",
                        row -> row.string("status"),
                        "shipment/" + id)))
                .containsExactly("RETURNED", "RETURNED", "RETURNED");
    }

    @Test
    @DisplayName("ends the polling once the shipment is delivered, also by a summary without scans")
    void terminal() {
        UUID id = register("DONE");
        shipments.store(id, told("DONE", Status.DELIVERED));

        assertThat(shipments.find(id).orElseThrow().active()).isFalse();
        assertThat(appended(id)).isEqualTo(2);
    }

    @Test
    @DisplayName("goes on being asked for while a parcel is on its way back, until two weeks after the last scan")
    void returning() {
        UUID recent = register("RETURNING");
        Instant now = Instant.now();
        shipments.store(recent, told("RETURNING", Status.RETURNED, scan("RETURNING", "back", Status.RETURNED, now)));
        UUID old = register("RETURNED");
        shipments.store(old, told("RETURNED", Status.RETURNED, scan("RETURNED", "back", Status.RETURNED, TEN)));

        assertThat(shipments.find(recent).orElseThrow().active()).isTrue();
        assertThat(shipments.find(old).orElseThrow().active()).isFalse();
    }

    @Test
    @DisplayName("G-06: is neither stored nor appended if the transaction fails")
    void atomic() {
        UUID id = register("ATOMIC");
        database.transact(tx -> {
            tx.update("alter table shipments add constraint broken check (tracking_number <> 'ATOMIC') not valid");
        });
        try {
            assertThatThrownBy(() -> shipments.store(id, told("ATOMIC", Status.IN_TRANSIT, scan("ATOMIC", "A", TEN))))
                    .isInstanceOf(SqlException.class);
        } finally {
            database.transact(tx -> {
                tx.update("alter table shipments drop constraint broken");
            });
        }

        assertThat(count("tracking_events where shipment_id = '" + id + "'")).isZero();
        assertThat(appended(id)).isEqualTo(1);
    }

    @Test
    @DisplayName("G-12: can neither be changed nor deleted, nor can its shipment")
    void immutable() {
        UUID id = register("IMMUTABLE");
        shipments.store(id, told("IMMUTABLE", Status.IN_TRANSIT, scan("IMMUTABLE", "A", TEN)));

        for (String statement : List.of(
                "update tracking_events set description = 'x' where shipment_id = ?",
                "delete from tracking_events where shipment_id = ?",
                "delete from shipments where id = ?")) {
            assertThatThrownBy(() -> database.transact(tx -> {
                        tx.update(statement, id);
                    }))
                    .as(statement)
                    .isInstanceOf(SqlException.class);
        }
    }

    private static UUID register(String number) {
        return shipments
                .register(new NewShipment(Carrier.DHL, number, Optional.empty()))
                .shipment()
                .id();
    }

    private static Lookup.Found told(String number, Status current, CarrierEvent... events) {
        assertThat(events).allMatch(event -> event.trackingNumber().equals(number));
        return new Lookup.Found(Arrays.asList(events), current, 0);
    }

    private static CarrierEvent scan(String number, String text, Instant at) {
        return scan(number, text, Status.IN_TRANSIT, at);
    }

    private static CarrierEvent scan(String number, String text, Status status, Instant at) {
        return new CarrierEvent(Carrier.DHL, number, text, status, text, Optional.of("Bonn"), at);
    }

    private static long count(String from) {
        return database.read(tx -> tx.one("select count(*) as n from " + from, row -> row.longValue("n"))
                .orElseThrow());
    }

    private static long appended(UUID id) {
        return count("serval.event e join serval.topic t on t.id = e.topic_id where t.name = 'shipment/" + id + "'");
    }
}
