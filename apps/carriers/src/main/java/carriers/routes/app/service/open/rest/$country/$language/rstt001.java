package carriers.routes.app.service.open.rest.$country.$language;

import carriers.Carrier;
import carriers.GlsFormat;
import carriers.Simulation;
import io.serval.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Where a parcel is, with its history; in German, whatever the language. */
record rstt001(Simulation simulation, Clock clock) {
    Response get(String country, String language, Optional<String> match) {
        Instant now = clock.instant();
        return match.flatMap(number -> simulation.find(Carrier.GLS, number, now))
                .map(parcel -> GlsFormat.unit(parcel, now))
                .orElseGet(GlsFormat::unknown);
    }
}
