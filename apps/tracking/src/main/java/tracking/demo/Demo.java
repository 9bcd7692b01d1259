package tracking.demo;

import io.serval.cli.App;
import io.serval.core.Json;
import io.serval.core.Scope;
import io.serval.core.TypeRef;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierAdapter;
import tracking.polling.Adapters;
import tracking.polling.Polling;
import tracking.shipment.NewShipment;
import tracking.shipment.Shipments;

/**
 * Keeps the simulated carriers running, polls them, and registers the parcels that they move, so that the page shows
 * something without any configuration.
 */
public final class Demo implements App.Background {
    private static final Logger LOG = System.getLogger(Demo.class.getName());
    private static final Duration BETWEEN_REGISTRATIONS = Duration.ofSeconds(5);
    private static final String DEMO_KEY = "demo-key";

    private record Parcel(Carrier carrier, String trackingNumber, String reference) {}

    private final Path launcher;
    private final Path data;
    private final Adapters adapters;
    private final Polling polling;
    private final Shipments shipments;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Creates the demo.
     *
     * @param launcher the launcher of this checkout, which starts the simulated carriers
     * @param data where the simulated carriers keep their state
     */
    public Demo(Path launcher, Path data, Adapters adapters, Polling polling, Shipments shipments) {
        this.launcher = launcher;
        this.data = data;
        this.adapters = adapters;
        this.polling = polling;
        this.shipments = shipments;
    }

    @Override
    public void run() throws InterruptedException {
        while (true) {
            try (Simulator simulator = Simulator.start(launcher, data)) {
                serve(simulator);
                LOG.log(Level.WARNING, "The simulated carriers ended; starting them again.");
            } catch (IOException e) {
                Scope.current().throwIfCancelled();
                LOG.log(Level.WARNING, "No simulated carriers: " + e.getMessage());
            }
            Thread.sleep(BETWEEN_REGISTRATIONS);
        }
    }

    private void serve(Simulator simulator) throws InterruptedException {
        LOG.log(Level.INFO, "No carrier is configured; asking the simulated ones at " + simulator.address() + ".");
        List<CarrierAdapter> carriers = Arrays.stream(Carrier.values())
                .map(carrier -> adapters.adapter(carrier, simulator.address(), DEMO_KEY))
                .toList();
        Future<Void> pollers = Scope.current().fork(() -> {
            polling.run(carriers);
            return null;
        });
        try {
            while (simulator.alive()) {
                registerParcels(simulator.address());
                Thread.sleep(BETWEEN_REGISTRATIONS);
            }
        } finally {
            pollers.cancel(true);
        }
    }

    private void registerParcels(URI carriers) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(carriers.resolve("/parcels")).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            List<Parcel> parcels = Json.parse(answer.body(), new TypeRef<List<Parcel>>() {}.type());
            for (Parcel parcel : parcels) {
                shipments.register(
                        new NewShipment(parcel.carrier(), parcel.trackingNumber(), Optional.of(parcel.reference())));
            }
        } catch (IOException | RuntimeException e) {
            Scope.current().throwIfCancelled();
            LOG.log(Level.WARNING, "The simulated parcels could not be registered, trying again: " + e.getMessage());
        }
    }
}
