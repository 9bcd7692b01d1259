package tracking.polling;

import io.serval.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tracking.carrier.Carrier;

/** Which shipments are due, in the database: a restart goes on where it was. */
public final class PollQueue {
    private final Database database;
    private final Optional<Duration> interval;

    /**
     * Creates the queue over an open database.
     *
     * @param interval how long after one answer a shipment is due again, in place of what {@code carrier_configs} says
     */
    public PollQueue(Database database, Optional<Duration> interval) {
        this.database = database;
        this.interval = interval;
    }

    /**
     * A shipment that is due.
     *
     * @param failures how many answers in a row could not be used
     */
    record Due(UUID shipmentId, String trackingNumber, int failures) {}

    PollSettings settings(Carrier carrier) {
        return database.read(tx -> tx.one(
                        "select enabled, poll_interval_ms, concurrency from carrier_configs where carrier = ?",
                        row -> new PollSettings(
                                row.booleanValue("enabled"),
                                interval.orElse(Duration.ofMillis(row.longValue("poll_interval_ms"))),
                                row.intValue("concurrency")),
                        carrier)
                .orElseThrow(() -> new IllegalStateException("carrier_configs has no row for " + carrier + ".")));
    }

    List<Due> due(Carrier carrier, Instant now, int most) {
        return database.read(tx -> tx.query(
                "select id, tracking_number, failures from shipments"
                        + " where carrier = ? and active and next_poll_at <= ? order by next_poll_at limit ?",
                row -> new Due(row.uuid("id"), row.string("tracking_number"), row.intValue("failures")),
                carrier,
                now,
                most));
    }

    void reschedule(UUID shipmentId, Instant next, int failures) {
        database.transact(tx -> {
            tx.update("update shipments set next_poll_at = ?, failures = ? where id = ?", next, failures, shipmentId);
        });
    }
}
