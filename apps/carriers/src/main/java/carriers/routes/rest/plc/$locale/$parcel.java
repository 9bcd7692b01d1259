package carriers.routes.rest.plc.$locale;

import carriers.Carrier;
import carriers.DpdFormat;
import carriers.Simulation;
import io.serval.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** A parcel's life cycle; in English, whatever the locale. What cannot be a number leads to a page for people. */
record $parcel(Simulation simulation, Clock clock) {
    Response get(String locale, String parcel) {
        if (!parcel.matches("[0-9]{14}")) {
            return Response.redirect(302, URI.create("/status/" + encode(locale) + "/parcel/" + encode(parcel)));
        }
        Instant now = clock.instant();
        return simulation
                .find(Carrier.DPD, parcel, now)
                .map(found -> DpdFormat.lifeCycle(found, now))
                .orElseGet(DpdFormat::unknown);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
