package io.serval.rooms;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What one connection may send: some at once, and then one after each pause (the generic cell rate algorithm of ITU-T
 * I.371, which needs no more than one time). For one thread.
 */
final class Allowance {
    private final InstantSource clock;
    private final Duration pause;
    private final Duration tolerance;
    /** When the next would be due if all of them came evenly. */
    private Instant due;

    Allowance(RoomSettings settings) {
        clock = settings.clock();
        pause = settings.pause();
        tolerance = pause.multipliedBy(settings.burst() - 1L);
        due = clock.instant();
    }

    /** Takes one; or returns how long it is until there is one. */
    Optional<Duration> take() {
        Instant now = clock.instant();
        Instant latest = now.plus(tolerance);
        if (due.isAfter(latest.plus(pause))) {
            due = latest; // The clock was set back, and nobody is to wait for that.
        }
        if (due.isAfter(latest)) {
            return Optional.of(Duration.between(latest, due));
        }
        due = (due.isBefore(now) ? now : due).plus(pause);
        return Optional.empty();
    }
}
