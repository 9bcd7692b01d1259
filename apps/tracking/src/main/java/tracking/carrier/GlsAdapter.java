package tracking.carrier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * GLS: {@code GET /app/service/open/rest/DE/de/rstt001?match=}, without a key. The bodies of {@code rstt029} (no
 * history) and {@code rstt028} (no list around the parcel) are read as well; other services of GLS are recognised as
 * foreign.
 *
 * <p><b>Content types.</b> Some hosts label JSON as {@code text/plain}; that is accepted, a page is not.
 *
 * <p><b>Which parcel.</b> Of several the one whose {@code tuNo} is the number asked for; a single one counts whatever
 * its number, for GLS also finds parcels by reference.
 *
 * <p><b>What an event is called.</b> Its text, {@code evtDscr}, as plain text: a code is not always given, and two
 * events of one second differ in text. What it means comes from the code where there is one, see {@link GlsHistory}.
 *
 * <p><b>The current status.</b> {@code retourFlag} outranks all: RETURNED, though GLS sets it already when the way back
 * begins. Then {@code statusInfo}, of which DELIVEREDPS means waiting in a shop, not delivered. Only where GLS gives
 * none that {@link GlsStatus} knows, the newest event with a known meaning.
 *
 * <p><b>Times</b> are a date and a local time without a zone: read as Europe/Berlin.
 */
public final class GlsAdapter implements CarrierAdapter {

    private final Fetch fetch;

    /**
     * @param http follows no redirects, which is the default
     * @param timeout for a whole look-up
     * @param base such as {@code https://gls-group.eu}
     * @throws IllegalArgumentException if an argument cannot work
     */
    public GlsAdapter(HttpClient http, InstantSource clock, Duration timeout, URI base) {
        this.fetch = new Fetch(http, clock, timeout, base);
    }

    @Override
    public Carrier carrier() {
        return Carrier.GLS;
    }

    @Override
    public Lookup look(String trackingNumber) throws InterruptedException {
        return fetch.get(
                "/app/service/open/rest/DE/de/rstt001?match=" + Fetch.encode(trackingNumber),
                Map.of(),
                answer -> read(trackingNumber, answer));
    }

    /** Reads an answer to {@code trackingNumber}; never throws for what the answer holds. */
    static Lookup read(String trackingNumber, Answer answer) {
        boolean json = answer.json() || answer.mediaType().equals("text/plain");
        if (answer.status() != 200) {
            String detail = json ? GlsAnswer.problem(answer.body()) : "";
            return answer.withoutData(Carrier.GLS, detail, "TRACKING_GLS_URL and whether this address is blocked");
        }
        if (!json) {
            return new Lookup.NotReadable("GLS answered with '" + answer.mediaType() + "' instead of JSON");
        }
        if (!answer.whole()) {
            return new Lookup.NotReadable("GLS answered with more than " + BoundedBody.LIMIT + " bytes");
        }
        return GlsAnswer.read(trackingNumber, answer.body());
    }
}
