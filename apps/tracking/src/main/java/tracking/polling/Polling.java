package tracking.polling;

import io.serval.core.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import tracking.carrier.CarrierAdapter;
import tracking.shipment.Shipments;

/** The pollers of the carriers that are known, one each. */
public final class Polling {
    private final Shipments shipments;
    private final PollQueue queue;
    private final Clock clock;

    /** Creates the pollers' surroundings; {@link #run} starts pollers. */
    public Polling(Shipments shipments, PollQueue queue, Clock clock) {
        this.shipments = shipments;
        this.queue = queue;
        this.clock = clock;
    }

    /** Polls the carriers until the thread is interrupted; a new shipment is asked about at once. */
    public void run(List<CarrierAdapter> adapters) throws InterruptedException, ExecutionException {
        List<Poller> pollers = adapters.stream()
                .map(adapter -> new Poller(adapter, shipments, queue, clock, RandomGenerator.of("L64X128MixRandom")))
                .toList();
        shipments.onRegistered(carrier ->
                pollers.stream().filter(poller -> poller.carrier() == carrier).forEach(Poller::wake));
        var running = new ArrayList<Future<Void>>();
        for (Poller poller : pollers) {
            running.add(Scope.current().fork(() -> {
                poller.run();
                return null;
            }));
        }
        try {
            for (Future<Void> poller : running) {
                poller.get();
            }
        } finally {
            running.forEach(poller -> poller.cancel(true));
        }
    }
}
