package carriers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The carriers' world: a pure function of the seed, the speed, the base instant and the time that one asks for.
 *
 * <p>A number of slots each carry one parcel after the other, a new one per {@linkplain #PERIOD period}; the slots are
 * out of step, and in mid-journey already at the base instant. A parcel is named by its slot and its generation in the
 * slot, and its tracking number tells both, so it can be asked for ever after. Safe for use by many threads.
 */
public final class Simulation {
    /** How long a slot carries a parcel, at speed 1: the longest journey, and a while to look at how it ended. */
    static final Duration PERIOD = Duration.ofMinutes(6);

    /** How many slots the numbers have room for. */
    static final int MOST_SLOTS = 1000;

    private static final Carrier[] CARRIERS = Carrier.values();

    private final int slots;
    private final double speed;
    private final Instant base;
    private final long key;
    private final TrackingNumbers numbers;

    /**
     * Creates a world.
     *
     * @param seed another seed makes other numbers and journeys
     * @param slots how many parcels there are at a time, dealt to the carriers in turn; 1 to 1000. Does not change the
     *     journeys of those that are there anyway
     * @param speed how many times faster than usual; positive. Another speed makes other numbers and journeys, too
     * @param base when the world begins
     */
    public Simulation(long seed, int slots, double speed, Instant base) {
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException("There can be 1 to " + MOST_SLOTS + " parcels, not " + slots);
        }
        this.slots = slots;
        this.speed = speed;
        this.base = base;
        this.key = Mix.of(seed, Double.doubleToLongBits(speed), base.toEpochMilli());
        this.numbers = new TrackingNumbers(key);
    }

    /** Returns the parcels that the slots carry at that time; some may not be announced to their carriers yet. */
    public List<Parcel> parcels(Instant now) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> parcel(slot, generation(slot, now)))
                .toList();
    }

    /** Returns the parcel of that number if its carrier has heard of it at that time, however long ago. */
    public Optional<Parcel> find(Carrier carrier, String trackingNumber, Instant now) {
        OptionalLong index = numbers.read(carrier, trackingNumber);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        int slot = (int) (index.getAsLong() % MOST_SLOTS);
        long generation = index.getAsLong() / MOST_SLOTS;
        if (slot >= slots || carrierOf(slot) != carrier || generation > generation(slot, now)) {
            return Optional.empty();
        }
        return Optional.of(parcel(slot, generation))
                .filter(parcel -> !parcel.history(now).isEmpty());
    }

    private Parcel parcel(int slot, long generation) {
        long index = generation * MOST_SLOTS + slot;
        long seed = Mix.of(key, index);
        Carrier carrier = carrierOf(slot);
        return new Parcel(
                carrier,
                numbers.write(carrier, index),
                String.format(Locale.ROOT, "ORDER-%06d", Math.floorMod(seed, 1_000_000)),
                start(slot, generation),
                speed,
                Journey.invent(new SplittableRandom(seed)));
    }

    private Instant start(int slot, long generation) {
        return base.minus(lead(slot)).plus(period().multipliedBy(generation));
    }

    private long generation(int slot, Instant now) {
        Duration running = Duration.between(start(slot, 0), now);
        return running.isNegative() ? 0 : running.dividedBy(period());
    }

    /** How long before the base instant a slot began; multiples of the golden ratio spread any count of slots evenly. */
    private Duration lead(int slot) {
        double turns = slot * 0.618_033_988_749_895;
        return Duration.ofMillis((long) (period().toMillis() * (turns - Math.floor(turns))));
    }

    private Duration period() {
        return Parcel.faster(PERIOD, speed);
    }

    private static Carrier carrierOf(int slot) {
        return CARRIERS[slot % CARRIERS.length];
    }
}
