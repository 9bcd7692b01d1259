package io.serval.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until the test moves it. Hand it to the application with {@link TestSetup#clock}.
 * Safe for use by many threads.
 */
public final class HeldClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private HeldClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Returns a clock that stands at the instant, in UTC. */
    public static HeldClock at(Instant instant) {
        return new HeldClock(new AtomicReference<>(instant), ZoneOffset.UTC);
    }

    /**
     * Returns a clock that stands at the instant, in UTC.
     *
     * @param instant an ISO 8601 instant such as {@code 2026-05-06T08:00:00Z}
     */
    public static HeldClock at(String instant) {
        return at(Instant.parse(instant));
    }

    /**
     * Moves on.
     *
     * @throws IllegalArgumentException for a negative duration: {@link #set} moves back
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A clock advances by " + duration + "? To move it back, set it.");
        }
        now.updateAndGet(instant -> instant.plus(duration));
    }

    /** Moves to the instant, back or forth. */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns this clock for another zone; it moves with this one. */
    @Override
    public Clock withZone(ZoneId other) {
        return new HeldClock(now, other);
    }

    @Override
    public String toString() {
        return "HeldClock[" + now.get() + "]";
    }
}
