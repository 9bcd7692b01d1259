package carriers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Simulations for tests. */
final class Worlds {
    static final Instant BASE = Instant.parse("2026-05-06T08:00:00Z");

    private Worlds() {}

    static Simulation usual() {
        return new Simulation(1, 36, 1, BASE);
    }

    /** A parcel of each slot, of so many generations one after the other: they hold every kind of journey. */
    static List<Parcel> many(Simulation simulation, int generations) {
        return IntStream.range(0, generations)
                .mapToObj(generation -> simulation.parcels(BASE.plus(Simulation.PERIOD.multipliedBy(generation))))
                .flatMap(List::stream)
                .toList();
    }

    /** When nothing more happens to any parcel of {@link #many}. */
    static Instant afterAll(int generations) {
        return BASE.plus(Simulation.PERIOD.multipliedBy(generations + 1L)).plus(Duration.ofHours(1));
    }
}
