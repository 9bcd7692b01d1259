package tracking.polling;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierAdapter;
import tracking.carrier.DhlAdapter;
import tracking.carrier.DpdAdapter;
import tracking.carrier.GlsAdapter;

/** Makes the adapters of all carriers, over one HTTP client. */
public final class Adapters {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Clock clock;

    /** Creates the maker. */
    public Adapters(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the adapter of a carrier.
     *
     * @param address the address of its service, without the path that the adapter adds
     * @param key the key for it; blank where none is needed
     * @throws IllegalArgumentException if the address or the key cannot work
     */
    public CarrierAdapter adapter(Carrier carrier, URI address, String key) {
        return switch (carrier) {
            case DHL -> new DhlAdapter(http, clock, TIMEOUT, address, key);
            case DPD -> new DpdAdapter(http, clock, TIMEOUT, address);
            case GLS -> new GlsAdapter(http, clock, TIMEOUT, address);
        };
    }
}
