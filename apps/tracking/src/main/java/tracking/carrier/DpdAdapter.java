package tracking.carrier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * DPD Germany: {@code GET /rest/plc/de_DE/{parcel}}, without a key.
 *
 * <p><b>Pages.</b> DPD shows HTML pages where data was asked for, under 200 too, and redirects to one for a number that
 * has not 14 digits. The content type is looked at before the body; a page is {@link Lookup.NotReadable}.
 *
 * <p><b>Events</b> are the scans. Only when there are none, the steps that were reached and have a date stand in: they
 * sum up the scans, so both together would tell everything twice. A scan is called by its type's code and its
 * additional codes, such as {@code 13/068}.
 *
 * <p><b>The current status.</b> The step "delivered" ends it. Else the newest scan that {@link DpdStatus} knows
 * decides, for the steps lag: a parcel that waits in a shop is still "at the delivery depot", a failed attempt has no
 * step. Code 18, data sent or a redirect, tells nothing of the parcel and is passed over. Without such a scan it is the
 * current step, then the last one reached; with none of them the parcel is registered.
 *
 * <p><b>Times</b> are local, in two spellings, and name no zone, even for scans abroad: read as Europe/Berlin.
 */
public final class DpdAdapter implements CarrierAdapter {

    private final Fetch fetch;

    /**
     * @param http follows no redirects, which is the default
     * @param timeout for a whole look-up
     * @param base such as {@code https://tracking.dpd.de}
     * @throws IllegalArgumentException if an argument cannot work
     */
    public DpdAdapter(HttpClient http, InstantSource clock, Duration timeout, URI base) {
        this.fetch = new Fetch(http, clock, timeout, base);
    }

    @Override
    public Carrier carrier() {
        return Carrier.DPD;
    }

    @Override
    public Lookup look(String trackingNumber) throws InterruptedException {
        return fetch.get(
                // DPD answers 500 or 429 to a locale in another case.
                "/rest/plc/de_DE/" + Fetch.encode(trackingNumber), Map.of(), answer -> read(trackingNumber, answer));
    }

    /** Reads an answer to {@code trackingNumber}; never throws for what the answer holds. */
    static Lookup read(String trackingNumber, Answer answer) {
        if (answer.status() != 200) {
            String detail = answer.status() == 302 ? "as it does for a number that has not 14 digits" : "";
            return answer.withoutData(Carrier.DPD, detail, "TRACKING_DPD_URL and whether this address is blocked");
        }
        if (!answer.json()) {
            return new Lookup.NotReadable("DPD answered with '" + answer.mediaType() + "' instead of JSON");
        }
        if (!answer.whole()) {
            return new Lookup.NotReadable("DPD answered with more than " + BoundedBody.LIMIT + " bytes");
        }
        return DpdAnswer.read(trackingNumber, answer.body());
    }
}
