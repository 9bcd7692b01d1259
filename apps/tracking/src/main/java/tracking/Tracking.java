package tracking;

import io.serval.cli.App;
import io.serval.cli.Serval;
import io.serval.core.StartupException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierAdapter;
import tracking.demo.Demo;
import tracking.polling.Adapters;
import tracking.polling.PollQueue;
import tracking.polling.Polling;
import tracking.shipment.Shipments;

/**
 * The parcel gateway. Carriers are configured by {@code TRACKING_DHL_URL}, {@code TRACKING_DHL_KEY} and so on; without
 * any, it asks the simulated ones. {@code TRACKING_POLL_SECONDS} says how often each shipment is asked about, in place of
 * the table {@code carrier_configs}.
 */
public final class Tracking {
    private static final Logger LOG = System.getLogger(Tracking.class.getName());

    /** Simulated carriers set no quota. */
    private static final Duration DEMO_INTERVAL = Duration.ofSeconds(2);

    private Tracking() {}

    /** Runs the application; see {@link Serval#run}. */
    public static void main(String[] args) {
        Serval.run(MethodHandles.lookup(), args, Tracking::setUp);
    }

    /** Sets the application up; tests start it with this. */
    static void setUp(App app) {
        Clock clock = Clock.systemUTC();
        var shipments = new Shipments(app.database(), app.log(), clock);
        app.provide(shipments);

        var adapters = new Adapters(clock);
        List<CarrierAdapter> configured = Arrays.stream(Carrier.values())
                .flatMap(carrier -> configured(app, adapters, carrier).stream())
                .toList();
        Optional<Duration> interval = app.environment("TRACKING_POLL_SECONDS").map(Tracking::seconds);
        Optional<String> launcher = Optional.ofNullable(System.getProperty("serval.launcher"));
        if (!configured.isEmpty()) {
            var polling = new Polling(shipments, new PollQueue(app.database(), interval), clock);
            app.background("polling", () -> polling.run(configured));
        } else if (launcher.isPresent()) {
            var queue = new PollQueue(app.database(), Optional.of(interval.orElse(DEMO_INTERVAL)));
            var polling = new Polling(shipments, queue, clock);
            Path data = app.data().resolve("carriers");
            app.background("demo", new Demo(Path.of(launcher.get()), data, adapters, polling, shipments));
        } else {
            LOG.log(Level.WARNING, "No carrier is asked: set TRACKING_DHL_URL, TRACKING_DPD_URL or TRACKING_GLS_URL.");
        }
    }

    private static Optional<CarrierAdapter> configured(App app, Adapters adapters, Carrier carrier) {
        String variable = "TRACKING_" + carrier + "_URL";
        return app.environment(variable).map(address -> {
            String key = app.environment("TRACKING_" + carrier + "_KEY").orElse("");
            try {
                return adapters.adapter(carrier, URI.create(address), key);
            } catch (IllegalArgumentException e) {
                throw new StartupException(variable + " is '" + address + "': " + e.getMessage(), e);
            }
        });
    }

    private static Duration seconds(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new StartupException("TRACKING_POLL_SECONDS must be a whole number from 1, not '" + text + "'.");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
