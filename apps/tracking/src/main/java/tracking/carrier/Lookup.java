package tracking.carrier;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of asking a carrier about one parcel. Every outcome is an ordinary value; carriers being wrong, slow or
 * gone is part of the work.
 *
 * <p>Reasons are for operators: they say what the carrier did, and never hold a key.
 */
public sealed interface Lookup {

    /**
     * The carrier knows the parcel.
     *
     * @param events what happened, oldest first, each {@linkplain CarrierEvent#key() key} once; of events in one second
     *     the carrier's own order stays. May be empty: a carrier may tell only the status.
     * @param current the status of the parcel as a whole. It may say more than the newest event does; the adapters
     *     document how they decide it.
     * @param unreadable how many entries of the answer were left out because they have no usable time or no status;
     *     none of them is guessed at
     */
    record Found(List<CarrierEvent> events, Status current, int unreadable) implements Lookup {

        public Found {
            Map<DedupKey, CarrierEvent> distinct = new LinkedHashMap<>();
            events.stream()
                    .sorted(Comparator.comparing(CarrierEvent::occurredAt))
                    .forEach(event -> distinct.putIfAbsent(event.key(), event));
            events = List.copyOf(distinct.values());
        }
    }

    /** The carrier does not know the parcel, or not yet: new ones appear with delay. Not a failure. */
    record NotFound() implements Lookup {}

    /** The carrier answered with something that is not its format: a page, a torn or foreign body, a redirect. */
    record NotReadable(String reason) implements Lookup {}

    /** The carrier refuses this application (401, 403): its configuration is wrong and asking again will not help. */
    record Refused(String reason) implements Lookup {}

    /**
     * The carrier asks for fewer requests (429).
     *
     * @param retryAfter how long to wait, if it says so; never negative, a day at most
     */
    record Throttled(Optional<Duration> retryAfter) implements Lookup {}

    /** No answer, or one that says the carrier is out of order (5xx): worth asking again later. */
    record Unavailable(String reason) implements Lookup {}
}
