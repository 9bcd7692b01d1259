package tracking.shipment;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.sql.Row;
import io.serval.sql.Tx;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierEvent;
import tracking.carrier.Status;

/** The statements on shipments and their events. */
final class ShipmentRows {
    private static final String COLUMNS =
            "id, carrier, tracking_number, reference, status, status_at, registered_at, active";

    private ShipmentRows() {}

    static Optional<Shipment> find(Tx tx, UUID id) {
        return tx.one("select " + COLUMNS + " from shipments where id = ?", ShipmentRows::shipment, id);
    }

    static Optional<Shipment> find(Tx tx, Carrier carrier, String trackingNumber) {
        return tx.one(
                "select " + COLUMNS + " from shipments where carrier = ? and tracking_number = ?",
                ShipmentRows::shipment,
                carrier,
                trackingNumber);
    }

    /** Returns the shipment and keeps others from changing it until the transaction ends. */
    static Optional<Shipment> lock(Tx tx, UUID id) {
        return tx.one("select " + COLUMNS + " from shipments where id = ? for update", ShipmentRows::shipment, id);
    }

    /** Returns a page of shipments, newest first. The cursor is the place of the last shipment of the page before. */
    static ShipmentPage page(Tx tx, Optional<String> cursor, int limit) {
        Cursor after = cursor.map(Cursor::parse).orElse(Cursor.START);
        List<Shipment> found = tx.query(
                "select " + COLUMNS + " from shipments where (registered_at, id) < (?, ?)"
                        + " order by registered_at desc, id desc limit ?",
                ShipmentRows::shipment,
                after.registeredAt(),
                after.id(),
                limit + 1);
        if (found.size() <= limit) {
            return new ShipmentPage(found, Optional.empty());
        }
        List<Shipment> page = found.subList(0, limit);
        return new ShipmentPage(page, Optional.of(Cursor.of(page.getLast()).toString()));
    }

    /** Returns whether the shipment was new. */
    static boolean insert(Tx tx, Shipment shipment) {
        return tx.update(
                        "insert into shipments (id, carrier, tracking_number, reference, status, registered_at,"
                                + " next_poll_at, active) values (?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (carrier, tracking_number) do nothing",
                        shipment.id(),
                        shipment.carrier(),
                        shipment.trackingNumber(),
                        shipment.reference(),
                        shipment.status(),
                        shipment.registeredAt(),
                        shipment.registeredAt(),
                        shipment.active())
                == 1;
    }

    /** Returns whether the event was new. */
    static boolean insert(Tx tx, UUID shipmentId, CarrierEvent event, Scan scan) {
        return tx.update(
                        "insert into tracking_events (shipment_id, carrier, tracking_number, carrier_status, status,"
                                + " description, location, occurred_at, received_at, late, dedup_key)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (dedup_key) do nothing",
                        shipmentId,
                        event.carrier(),
                        event.trackingNumber(),
                        event.carrierStatus(),
                        event.status(),
                        event.description(),
                        event.location(),
                        event.occurredAt(),
                        scan.receivedAt(),
                        scan.late(),
                        event.key().value())
                == 1;
    }

    private static Shipment shipment(Row row) {
        return new Shipment(
                row.uuid("id"),
                row.enumValue("carrier", Carrier.class),
                row.string("tracking_number"),
                row.optionalString("reference"),
                row.enumValue("status", Status.class),
                row.optionalInstant("status_at"),
                row.instant("registered_at"),
                row.booleanValue("active"));
    }

    /** A place in the list; the time is at full precision, or rows of one millisecond would be lost between pages. */
    private record Cursor(Instant registeredAt, UUID id) {
        private static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

        static Cursor of(Shipment shipment) {
            return new Cursor(shipment.registeredAt(), shipment.id());
        }

        static Cursor parse(String text) {
            int separator = text.indexOf('_');
            try {
                var cursor = new Cursor(
                        Instant.parse(text.substring(0, Math.max(separator, 0))),
                        UUID.fromString(text.substring(separator + 1)));
                if (cursor.registeredAt().isAfter(Instant.EPOCH)
                        && cursor.registeredAt().isBefore(START.registeredAt())) {
                    return cursor;
                }
            } catch (DateTimeParseException | IllegalArgumentException e) {
                // Said below, as for a time that no shipment can have.
            }
            throw new ProblemException(
                    Problem.fault("/query/cursor", "Take the value of 'next' from the page before."));
        }

        @Override
        public String toString() {
            return registeredAt + "_" + id;
        }
    }
}
