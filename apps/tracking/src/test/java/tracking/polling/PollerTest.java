package tracking.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Scope;
import io.serval.live.Log;
import io.serval.sql.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracking.carrier.Carrier;
import tracking.carrier.CarrierAdapter;
import tracking.carrier.Lookup;
import tracking.shipment.NewShipment;
import tracking.shipment.Shipments;

@DisplayName("A poller")
class PollerTest {
    private final HeldClock clock = new HeldClock();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Look answers = number -> new Lookup.NotFound();
    private Database database;
    private Log log;
    private Shipments shipments;
    private Scope scope;
    private Poller poller;

    @FunctionalInterface
    private interface Look {
        Lookup at(String number) throws InterruptedException;
    }

    @BeforeEach
    void open(@TempDir Path data) {
        database = Database.embedded(data);
        database.migrate("public", PollerTest.class.getClassLoader(), "classpath:db/migration");
        log = Log.open(database);
        shipments = new Shipments(database, log, clock);
        scope = Scope.root();
        poller = new Poller(
                new FakeAdapter(),
                shipments,
                new PollQueue(database, Optional.of(Duration.ofSeconds(60))),
                clock,
                RandomGenerator.of("L64X128MixRandom"));
    }

    @AfterEach
    void close() {
        scope.cancel(Scope.Cause.SHUTDOWN);
        log.close();
        database.close();
    }

    @Test
    @DisplayName("G-19: never asks twice at a time, and counts the ticks that a slow cycle ran over")
    void neverOverlaps() {
        var answer = new CountDownLatch(1);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        answers = number -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            answer.await();
            underWay.decrementAndGet();
            return new Lookup.NotFound();
        };
        register("SLOW");
        start();
        Awaitility.await().until(() -> asked.size() == 1);

        clock.advance(Duration.ofSeconds(120));
        poller.wake();
        poller.wake();
        answer.countDown();
        Awaitility.await().until(() -> poller.skippedTicks() == 120);

        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("G-18: leaves a carrier alone after three failures in a row, and comes back")
    void pauses() throws Exception {
        answers = number -> new Lookup.Unavailable("HTTP 503");
        for (String number : List.of("A", "B", "C")) {
            register(number);
        }
        cycle();
        assertThat(asked).hasSize(3);
        register("D");
        cycle();
        assertThat(asked).hasSize(3);

        clock.advance(Duration.ofMinutes(6));
        answers = number -> new Lookup.NotFound();
        cycle();

        assertThat(asked).hasSize(7);
    }

    @Test
    @DisplayName("waits as long as a carrier asks it to")
    void throttled() throws Exception {
        answers = number -> new Lookup.Throttled(Optional.of(Duration.ofMinutes(3)));
        register("A");
        cycle();
        clock.advance(Duration.ofMinutes(2));
        cycle();
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofMinutes(2));
        cycle();

        assertThat(asked).hasSize(2);
    }

    @Test
    @DisplayName("G-16: asks again after the interval when the carrier does not know the number yet")
    void notFound() throws Exception {
        register("A");
        cycle();
        clock.advance(Duration.ofSeconds(59));
        cycle();
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofSeconds(2));
        cycle();

        assertThat(asked).hasSize(2);
    }

    @Test
    @DisplayName("G-18: goes on after an adapter throws what it never should")
    void survivesBugs() {
        answers = number -> {
            throw new IllegalStateException("a bug");
        };
        register("A");
        start();
        Awaitility.await().until(() -> !asked.isEmpty());
        answers = number -> new Lookup.NotFound();

        Awaitility.await().until(() -> {
            clock.advance(Duration.ofSeconds(61));
            poller.wake();
            return asked.size() > 2;
        });
    }

    private void register(String number) {
        shipments.register(new NewShipment(Carrier.DHL, number, Optional.empty()));
    }

    private void cycle() throws Exception {
        scope.call(() -> {
            poller.cycle();
            return null;
        });
    }

    private void start() {
        scope.fork(() -> {
            poller.run();
            return null;
        });
    }

    private final class FakeAdapter implements CarrierAdapter {
        @Override
        public Carrier carrier() {
            return Carrier.DHL;
        }

        @Override
        public Lookup look(String trackingNumber) throws InterruptedException {
            asked.add(trackingNumber);
            return answers.at(trackingNumber);
        }
    }

    /** A clock that only a test moves. */
    private static final class HeldClock extends Clock {
        private volatile Instant now = Instant.parse("2026-05-06T10:00:00Z");

        synchronized void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalStateException("not asked for here");
        }
    }
}
