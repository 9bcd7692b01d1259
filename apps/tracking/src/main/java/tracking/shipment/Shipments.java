package tracking.shipment;

import io.serval.core.TypeRef;
import io.serval.live.Live;
import io.serval.live.LiveState;
import io.serval.live.Log;
import io.serval.live.Topic;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierEvent;
import tracking.carrier.Lookup;
import tracking.carrier.Status;

/**
 * The shipments and what happened to them. Each change is one transaction that stores the new state and appends the
 * event; delivery follows by itself.
 */
public final class Shipments {
    private static final Topic<ShipmentEvent> FEED = Topic.of("shipments", ShipmentEvent.class);

    /** A return without a new scan for so long has ended, though no carrier says so. */
    private static final Duration RETURN_TAKES = Duration.ofDays(14);

    private final Database database;
    private final Log log;
    private final Clock clock;
    private volatile Consumer<Carrier> registered = ignored -> {};

    /** Creates the service over an open database and its log. */
    public Shipments(Database database, Log log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What came of a registration.
     *
     * @param created false if the shipment was known before
     */
    public record Registration(Shipment shipment, boolean created) {}

    /** Registers a shipment; the same carrier and number again give the same shipment. */
    public Registration register(NewShipment wanted) {
        var fresh = new Shipment(
                UUID.randomUUID(),
                wanted.carrier(),
                wanted.trackingNumber(),
                wanted.reference(),
                Status.REGISTERED,
                Optional.empty(),
                // What PostgreSQL keeps: the event must show the same time as the row.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                true);
        Registration result = database.transact(tx -> {
            if (ShipmentRows.insert(tx, fresh)) {
                log.append(tx, topic(fresh.id()), new ShipmentEvent.Registered(fresh));
                return new Registration(fresh, true);
            }
            return new Registration(
                    ShipmentRows.find(tx, wanted.carrier(), wanted.trackingNumber())
                            .orElseThrow(),
                    false);
        });
        if (result.created()) {
            registered.accept(wanted.carrier());
        }
        return result;
    }

    /** Calls the action with the carrier of each new shipment, once it is stored. */
    public void onRegistered(Consumer<Carrier> action) {
        registered = action;
    }

    /** Returns the shipment. */
    public Optional<Shipment> find(UUID id) {
        return database.read(tx -> ShipmentRows.find(tx, id));
    }

    /** Returns a page of shipments, newest first, and what happens to any shipment from then on. */
    public LiveState<ShipmentPage, ShipmentEvent> list(Optional<String> cursor, int limit) {
        return log.state(FEED, tx -> ShipmentRows.page(tx, cursor, limit), new TypeRef<ShipmentPage>() {});
    }

    /** Returns what happens to any shipment. */
    public Live<ShipmentEvent> feed() {
        return log.live(FEED);
    }

    /** Returns what happened and happens to one shipment; empty if there is none of that id. */
    public Optional<Live<ShipmentEvent>> events(UUID id) {
        return find(id).map(shipment -> log.live(topic(id)));
    }

    /**
     * Stores what a carrier told: new scans, and where the shipment stands now. Known scans change nothing, however often
     * they come and from however many threads. A scan older than the newest known is kept and marked late.
     */
    public void store(UUID id, Lookup.Found told) {
        database.transact(tx -> {
            ShipmentRows.lock(tx, id).ifPresent(shipment -> store(tx, shipment, told));
        });
    }

    private void store(Tx tx, Shipment shipment, Lookup.Found told) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Status status = shipment.status();
        Optional<Instant> statusAt = shipment.statusAt();
        for (CarrierEvent event : told.events()) {
            boolean late = isBefore(event.occurredAt(), statusAt);
            var scan = Scan.of(event, receivedAt, late);
            if (!ShipmentRows.insert(tx, shipment.id(), event, scan)) {
                continue;
            }
            if (!late) {
                status = statusAfter(event, told, status);
                statusAt = Optional.of(event.occurredAt());
            }
            log.append(tx, topic(shipment.id()), new ShipmentEvent.Scanned(shipment.id(), scan, status, statusAt));
        }
        Optional<Status> summary = summary(told, status, statusAt);
        if (summary.isPresent()) {
            status = summary.get();
            log.append(tx, topic(shipment.id()), new ShipmentEvent.StatusChanged(shipment.id(), status, statusAt));
        }
        tx.update(
                "update shipments set status = ?, status_at = ?, active = ? where id = ?",
                status,
                statusAt,
                !over(status, statusAt.orElse(shipment.registeredAt()), receivedAt),
                shipment.id());
    }

    /**
     * The newest scan brings the carrier's own summary with it. The others stand for what they say, if anybody knows, but
     * none before the newest undoes an end: what follows on a return is still part of the return.
     */
    private static Status statusAfter(CarrierEvent event, Lookup.Found told, Status before) {
        boolean newest = event.equals(told.events().getLast());
        if (newest && told.current() != Status.UNKNOWN) {
            return told.current();
        }
        return event.status() == Status.UNKNOWN || before.terminal() ? before : event.status();
    }

    /** Whether asking the carrier can end. Carriers tell of a return when the way back begins, and of scans after it. */
    private static boolean over(Status status, Instant lastNews, Instant now) {
        return status == Status.RETURNED ? lastNews.isBefore(now.minus(RETURN_TAKES)) : status.terminal();
    }

    /** The carrier's own summary, where it differs and does not come from an answer older than what is known. */
    private static Optional<Status> summary(Lookup.Found told, Status status, Optional<Instant> statusAt) {
        boolean outdated = told.events().isEmpty()
                ? statusAt.isPresent() && !told.current().terminal()
                : isBefore(told.events().getLast().occurredAt(), statusAt);
        return told.current() == Status.UNKNOWN || told.current() == status || outdated
                ? Optional.empty()
                : Optional.of(told.current());
    }

    private static boolean isBefore(Instant time, Optional<Instant> known) {
        return known.isPresent() && time.isBefore(known.get());
    }

    private static Topic<ShipmentEvent> topic(UUID id) {
        return Topic.of("shipment/" + id, ShipmentEvent.class).feeding(FEED);
    }
}
