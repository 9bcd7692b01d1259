package tracking.polling;

import io.serval.core.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierAdapter;
import tracking.carrier.Lookup;
import tracking.shipment.Shipments;

/**
 * Asks one carrier about its due shipments, one cycle after the other: two cycles never overlap, and ticks that a long
 * cycle ran over are skipped and counted. Nothing that a carrier or the database does ends the loop; an outage of one
 * carrier leaves the others alone, as each has a poller of its own.
 */
public final class Poller {
    private static final Logger LOG = System.getLogger(Poller.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_PER_CYCLE = 200;
    /** One request in a few fails at any carrier; only a row of failures means that the carrier is down. */
    private static final int FAILURES_OF_AN_OUTAGE = 3;

    private final CarrierAdapter adapter;
    private final Shipments shipments;
    private final PollQueue queue;
    private final Clock clock;
    private final Backoff backoff;
    private final Semaphore wakeUp = new Semaphore(0);
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicLong skippedTicks = new AtomicLong();
    private volatile Instant pausedUntil = Instant.MIN;

    /** Creates a poller; {@link #run} starts it. */
    public Poller(CarrierAdapter adapter, Shipments shipments, PollQueue queue, Clock clock, RandomGenerator random) {
        this.adapter = adapter;
        this.shipments = shipments;
        this.queue = queue;
        this.clock = clock;
        this.backoff = new Backoff(TICK, LONGEST_PAUSE, random);
    }

    /** Whom this poller asks. */
    public Carrier carrier() {
        return adapter.carrier();
    }

    /** How many ticks passed while a cycle was still running. */
    public long skippedTicks() {
        return skippedTicks.get();
    }

    /** Starts the next cycle now: there is a new shipment. */
    public void wake() {
        wakeUp.release();
    }

    /** Polls until the thread is interrupted. Call it within a scope, which the requests are children of. */
    public void run() throws InterruptedException {
        int failedCycles = 0;
        while (true) {
            Instant start = clock.instant();
            try {
                cycle();
                failedCycles = 0;
            } catch (RuntimeException e) {
                Scope.current().throwIfCancelled();
                failedCycles++;
                LOG.log(Level.WARNING, carrier() + ": the cycle failed, the next one follows: " + e.getMessage());
            }
            long overrun = Duration.between(start, clock.instant()).dividedBy(TICK);
            skippedTicks.addAndGet(overrun);
            awaitTick(failedCycles == 0 ? TICK : backoff.after(failedCycles));
        }
    }

    private void awaitTick(Duration wait) throws InterruptedException {
        if (wakeUp.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUp.drainPermits();
        }
    }

    /** One round over the due shipments. */
    void cycle() throws InterruptedException {
        if (clock.instant().isBefore(pausedUntil)) {
            return;
        }
        PollSettings settings = queue.settings(carrier());
        if (!settings.enabled()) {
            return;
        }
        var slots = new Semaphore(settings.concurrency());
        var asked = new ArrayList<Future<Void>>();
        try {
            for (PollQueue.Due due : queue.due(carrier(), clock.instant(), MOST_PER_CYCLE)) {
                slots.acquire();
                if (clock.instant().isBefore(pausedUntil)) {
                    break;
                }
                asked.add(Scope.current().fork(() -> {
                    try {
                        ask(due, settings);
                    } finally {
                        slots.release();
                    }
                    return null;
                }));
            }
            awaitAll(asked);
        } finally {
            asked.forEach(future -> future.cancel(true));
        }
    }

    private void awaitAll(List<Future<Void>> asked) throws InterruptedException {
        for (Future<Void> future : asked) {
            try {
                future.get();
            } catch (ExecutionException e) {
                Scope.current().throwIfCancelled();
                throw new IllegalStateException("a shipment could not be stored: " + e.getCause(), e);
            }
        }
    }

    private void ask(PollQueue.Due due, PollSettings settings) throws InterruptedException {
        Lookup told = adapter.look(due.trackingNumber());
        switch (told) {
            case Lookup.Found found -> {
                shipments.store(due.shipmentId(), found);
                answered(due, settings);
            }
            case Lookup.NotFound ignored -> answered(due, settings);
            case Lookup.NotReadable unreadable -> failed(due, unreadable.reason());
            case Lookup.Unavailable unavailable -> {
                failed(due, unavailable.reason());
                pauseAfterRow();
            }
            case Lookup.Throttled throttled -> {
                failed(due, "asked for fewer requests");
                pause(throttled.retryAfter().orElse(backoff.after(due.failures() + 1)));
            }
            case Lookup.Refused refused -> {
                LOG.log(Level.ERROR, carrier() + " refuses this application, check its key: " + refused.reason());
                failed(due, refused.reason());
                pause(LONGEST_PAUSE);
            }
        }
    }

    private void answered(PollQueue.Due due, PollSettings settings) {
        failuresInARow.set(0);
        queue.reschedule(due.shipmentId(), clock.instant().plus(settings.interval()), 0);
    }

    private void failed(PollQueue.Due due, String reason) {
        int failures = due.failures() + 1;
        LOG.log(Level.INFO, () -> carrier() + " " + due.trackingNumber() + ": " + reason + "; asking again later.");
        queue.reschedule(due.shipmentId(), clock.instant().plus(backoff.after(failures)), failures);
    }

    private void pauseAfterRow() {
        int row = failuresInARow.incrementAndGet();
        if (row >= FAILURES_OF_AN_OUTAGE) {
            pause(backoff.after(row - FAILURES_OF_AN_OUTAGE + 1));
        }
    }

    /** Requests under way may each ask for a pause; the longest holds. */
    private synchronized void pause(Duration pause) {
        Instant until = clock.instant().plus(pause);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
            LOG.log(Level.WARNING, () -> carrier() + " is left alone for " + pause.toMillis() + " ms.");
        }
    }
}
