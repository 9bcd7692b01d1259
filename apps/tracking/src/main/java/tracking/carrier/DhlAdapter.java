package tracking.carrier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * DHL, by the Shipment Tracking Unified API: {@code GET /track/shipments?trackingNumber=} with the header
 * {@code DHL-API-Key}.
 *
 * <p><b>Which shipment.</b> An answer may hold many. Those whose {@code id} is the number asked for count; if there is
 * only one shipment it counts whatever its id, because a number may name a piece; otherwise the answer is not readable.
 * Several of one id are either pieces of one shipment or, where a number was used again, other parcels: the newest is
 * taken, and with it those that share an event with it. Shared events count once, and the parcel has arrived only when
 * all pieces have.
 *
 * <p><b>What an event is called.</b> Its {@code status} text; without one the {@code description}, then the
 * {@code statusCode}. The code alone is too coarse: two events of one second often share it.
 *
 * <p><b>The status.</b> The text decides where {@link DhlStatus} knows it, else the code: a return ends as
 * {@code transit}, and samples pair {@code pre-transit} with "DELIVERED". The current status is that of the newest
 * event, the shipment's own {@code status} being one, which tells where the parcel is: announcements ("Created",
 * estimated times) do arrive after the delivery and do not undo it. In one second the further step counts.
 *
 * <p><b>Times</b> come with an offset, with {@code Z} or bare, even within one shipment. A bare one is local time of
 * the place, which DHL does not name: it is read as Europe/Berlin, right for {@code parcel-de} and a convention for
 * the rest.
 */
public final class DhlAdapter implements CarrierAdapter {

    private final Fetch fetch;
    private final String key;

    /**
     * @param http follows no redirects, which is the default
     * @param timeout for a whole look-up
     * @param base such as {@code https://api-eu.dhl.com}
     * @param key sent as {@code DHL-API-Key}
     * @throws IllegalArgumentException if an argument cannot work
     */
    public DhlAdapter(HttpClient http, InstantSource clock, Duration timeout, URI base, String key) {
        if (!key.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "The DHL API key must be visible ASCII without spaces and not empty; check TRACKING_DHL_KEY");
        }
        this.fetch = new Fetch(http, clock, timeout, base);
        this.key = key;
    }

    @Override
    public Carrier carrier() {
        return Carrier.DHL;
    }

    @Override
    public Lookup look(String trackingNumber) throws InterruptedException {
        return fetch.get(
                "/track/shipments?trackingNumber=" + Fetch.encode(trackingNumber),
                Map.of("DHL-API-Key", key),
                answer -> read(trackingNumber, answer));
    }

    /** Reads an answer to {@code trackingNumber}; never throws for what the answer holds. */
    static Lookup read(String trackingNumber, Answer answer) {
        if (answer.status() != 200) {
            String detail = answer.json() ? DhlAnswer.problem(answer.body()) : "";
            return answer.withoutData(Carrier.DHL, detail, "TRACKING_DHL_KEY");
        }
        if (!answer.json()) {
            return new Lookup.NotReadable("DHL answered with '" + answer.mediaType() + "' instead of JSON");
        }
        if (!answer.whole()) {
            return new Lookup.NotReadable("DHL answered with more than " + BoundedBody.LIMIT + " bytes");
        }
        return DhlAnswer.read(trackingNumber, answer.body());
    }
}
