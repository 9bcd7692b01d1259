package carriers.routes;

import carriers.Carrier;
import carriers.Simulation;
import java.time.Clock;
import java.util.List;

/** The parcels that there are now: what a sender could tell of its orders. */
record parcels(Simulation simulation, Clock clock) {
    /** @param reference the sender's name for the parcel */
    record Listed(Carrier carrier, String trackingNumber, String reference) {}

    List<Listed> get() {
        return simulation.parcels(clock.instant()).stream()
                .map(parcel -> new Listed(parcel.carrier(), parcel.trackingNumber(), parcel.reference()))
                .toList();
    }
}
