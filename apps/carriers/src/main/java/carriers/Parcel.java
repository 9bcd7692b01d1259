package carriers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A parcel on its journey. Immutable: what is known of it follows from the time that one asks for. */
public final class Parcel {
    private final Carrier carrier;
    private final String trackingNumber;
    private final String reference;
    private final Instant start;
    private final double speed;
    private final Journey journey;

    Parcel(Carrier carrier, String trackingNumber, String reference, Instant start, double speed, Journey journey) {
        this.carrier = carrier;
        this.trackingNumber = trackingNumber;
        this.reference = reference;
        this.start = start;
        this.speed = speed;
        this.journey = journey;
    }

    /** Who carries it. */
    public Carrier carrier() {
        return carrier;
    }

    /** The carrier's number for it. */
    public String trackingNumber() {
        return trackingNumber;
    }

    /** The sender's name for it. */
    public String reference() {
        return reference;
    }

    /** What the carrier tells by now, oldest first; empty before the parcel is announced. */
    public List<Event> history(Instant now) {
        return journey.steps().stream()
                .filter(step -> !after(step.reportedAt()).isAfter(now))
                .map(step -> new Event(step.scan(), step.town(), after(step.at())))
                .toList();
    }

    private Instant after(Duration sinceStart) {
        return start.plus(faster(sinceStart, speed));
    }

    static Duration faster(Duration duration, double speed) {
        return Duration.ofMillis(Math.round(duration.toMillis() / speed));
    }
}
