package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Json;
import io.serval.sql.Database;
import io.serval.sql.PoolSettings;
import io.serval.sql.SqlException;
import io.serval.sql.TxFunction;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

class OutageTest {
    private static final PoolSettings IMPATIENT = new PoolSettings(4, Duration.ofSeconds(1));

    @Test
    @ExtendWith(PostgresExtension.class)
    @DisplayName("a commit that was done but never confirmed is delivered by the sweep")
    void unconfirmed(PostgresExtension.Fresh fresh) throws Exception {
        try (var proxy = new LossyProxy(fresh.server().postgres().port());
                Database database = Database.connect(fresh.server().url(fresh.name(), proxy.port()));
                Site site = Site.on(fresh.database());
                Log log = Log.open(database);
                EventSource events = site.events("/ticks/a")) {
            Site.append(log, database, "a", new Tick("confirmed", 1));
            assertThat(events.ticks(1)).containsExactly(1L);

            proxy.cutAfterNextCommit();
            assertThatThrownBy(() -> Site.append(log, database, "a", new Tick("unconfirmed", 2)))
                    .isInstanceOf(SqlException.class);

            assertThat(events.ticks(1)).containsExactly(2L);
        }
    }

    @Test
    @ExtendWith(PostgresExtension.class)
    @DisplayName("what others commit while the database is out of reach is delivered when it is back")
    void outOfReach(PostgresExtension.Fresh fresh) throws Exception {
        try (var proxy = new LossyProxy(fresh.server().postgres().port());
                Database distant = Database.connect(fresh.server().url(fresh.name(), proxy.port()), IMPATIENT);
                Site site = Site.on(distant);
                Log log = Log.open(fresh.database());
                EventSource events = site.events("/ticks/a")) {
            for (long n = 1; n <= 5; n += 2) {
                Site.append(log, fresh.database(), "a", new Tick("in reach", n));
                assertThat(events.ticks(1)).containsExactly(n);

                proxy.down();
                assertThatThrownBy(() -> distant.read(tx -> tx.query("select 1 as one", row -> true)))
                        .isInstanceOf(SqlException.class);
                Site.append(log, fresh.database(), "a", new Tick("out of reach", n + 1));
                assertThatThrownBy(() -> distant.read(tx -> tx.query("select 1 as one", row -> true)))
                        .isInstanceOf(SqlException.class);
                proxy.up();

                assertThat(events.ticks(1)).containsExactly(n + 1);
            }
        }
    }

    @Test
    @ExtendWith(PostgresExtension.class)
    @DisplayName("a network that swallows everything is noticed within the time for an answer; streams and tails go on")
    void swallowed(PostgresExtension.Fresh fresh) throws Exception {
        LogSettings settings = LogSettings.DEFAULT.withAnswer(Duration.ofMillis(500));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var proxy = new LossyProxy(fresh.server().postgres().port());
                Database distant = Database.connect(fresh.server().url(fresh.name(), proxy.port()), IMPATIENT);
                Site site = Site.on(distant, settings);
                Log log = Log.open(fresh.database());
                EventSource events = site.events("/ticks/a")) {
            var tailed = new LinkedBlockingQueue<Page<Tick>>();
            threads.submit(() -> site.log().tail(Site.topic("a"), Optional.empty(), tailed::add));
            for (long n = 1; n <= 3; n++) {
                Site.append(log, fresh.database(), "a", new Tick("there", n));
                assertThat(events.ticks(1)).containsExactly(n);
                Page<Tick> page = tailed.poll(30, TimeUnit.SECONDS);
                assertThat(page).isNotNull();
                assertThat(page.events().getFirst().event().n()).isEqualTo(n);

                proxy.swallow();
            }
        }
    }

    @Test
    @Timeout(300)
    @ExtendWith(PostgresExtension.class)
    @DisplayName("streams that begin while the network swallows everything get a 503 in time; the next ones begin")
    void swallowedBeginnings(PostgresExtension.Fresh fresh) throws Exception {
        LogSettings settings =
                LogSettings.DEFAULT.withAnswer(Duration.ofMillis(500)).withSweep(Duration.ofHours(1));
        try (var proxy = new LossyProxy(fresh.server().postgres().port());
                Database distant = Database.connect(fresh.server().url(fresh.name(), proxy.port()), IMPATIENT);
                Site site = Site.on(distant, settings)) {
            site.append("a", 1, 1);
            String position = site.page("/ticks/a").get("position").stringValue();
            record Beginning(String path, String accept) {}
            for (Beginning each : List.of(
                    new Beginning("/ticks/a", "application/json"),
                    new Beginning("/counts/a", "application/json"),
                    new Beginning("/ticks/new", "text/event-stream"),
                    new Beginning("/counts/a", "text/event-stream"),
                    new Beginning("/ticks/a?after=" + position, "text/event-stream"))) {
                // The pool has just seen its connection at work, and hands it out without a look.
                distant.read(tx -> tx.query("select 1 as one", row -> true));
                proxy.swallow();

                int status = site.begin(each.path(), each.accept());

                assertThat(status).as("%s", each).isIn(200, 503);
                await().atMost(Duration.ofMinutes(1)).until(() -> site.begin(each.path(), each.accept()) == 200);
            }
        }
    }

    @Test
    @ExtendWith(PostgresExtension.class)
    @DisplayName("a state that takes longer to read than the log may is the application's own matter")
    void slowState(PostgresExtension.Fresh fresh) throws Exception {
        LogSettings settings = LogSettings.DEFAULT.withAnswer(Duration.ofMillis(200));
        Site.RouteOfLog slow = (log, request) -> log.state(
                        Site.topic(request),
                        tx -> tx.one("select pg_sleep(1.5)::text as slept", row -> "slept")
                                .orElseThrow(),
                        String.class)
                .toResponse(request);
        try (Site site = Site.on(fresh.database(), settings, Map.of("/slow/{topic}", slow))) {
            assertThat(site.page("/slow/a").get("snapshot").stringValue()).isEqualTo("slept");
            try (EventSource events = site.events("/slow/a")) {
                events.next();
                assertThat(events.next().data().get("snapshot").stringValue()).isEqualTo("slept");
            }
        }
    }

    @Test
    @Timeout(300)
    @ExtendWith(PostgresExtension.class)
    @DisplayName("the read of events behind a state is bounded again, and what the state itself fails with is a 500")
    void eventsBehindAState(PostgresExtension.Fresh fresh) throws Exception {
        LogSettings settings = LogSettings.DEFAULT.withAnswer(Duration.ofMillis(500));
        var locked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        Site.RouteOfLog locking = (log, request) -> log.state(
                        Site.topic(request),
                        tx -> {
                            locked.await();
                            return "read";
                        },
                        String.class)
                .toResponse(request);
        Site.RouteOfLog late = (log, request) -> log.state(
                        Site.topic(request),
                        tx -> {
                            tx.limit(Optional.of(Duration.ofMillis(50)));
                            return tx.one("select pg_sleep(60)::text as slept", row -> "slept")
                                    .orElseThrow();
                        },
                        String.class)
                .toResponse(request);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Site site = Site.on(
                        fresh.database(), settings, Map.of("/locked/{topic}", locking, "/late/{topic}", late))) {
            site.append("a", 1, 1);
            TxFunction<Boolean, InterruptedException> holding = tx -> {
                tx.update("lock table serval.event in access exclusive mode");
                locked.countDown();
                answered.await();
                return true;
            };
            Future<Boolean> lock = threads.submit(() -> fresh.database().transact(holding));

            HttpResponse<String> refused = site.get("/locked/a");
            answered.countDown();
            lock.get();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("The database does not answer at the moment");
            assertThat(site.get("/locked/a").statusCode()).isEqualTo(200);
            assertThat(site.get("/late/a").statusCode()).isEqualTo(500);
        }
    }

    @Test
    @DisplayName("PostgreSQL killed while streams are open: each shows what the log holds, once and in order")
    void killed() throws Exception {
        try (PostgresExtension.Server server = PostgresExtension.Server.start();
                Database database = server.postgres().open("killed");
                Site site = Site.on(database);
                EventSource events = site.events("/ticks/a");
                SocketClient socket = site.socket("/_serval/live");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.subscribe("/ticks/a").next();
            var running = new AtomicBoolean(true);
            Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
            Future<Long> writer = threads.submit(() -> {
                long n = 0;
                while (running.get()) {
                    n++;
                    try {
                        site.append("a", n, n);
                        acknowledged.add(n);
                    } catch (SqlException e) {
                        // Refused, or not confirmed: the log alone knows.
                    }
                }
                return n;
            });
            for (int kill = 0; kill < 2; kill++) {
                awaitMore(acknowledged);
                ProcessHandle postgres = server.process();
                postgres.destroyForcibly();
                postgres.onExit().join();
            }
            awaitMore(acknowledged);
            running.set(false);
            writer.get();

            List<Long> stored = stored(database);
            assertThat(stored).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(events.ticks(stored.size())).isEqualTo(stored);
            assertThat(socket.ticks(stored.size())).isEqualTo(stored);
        }
    }

    private static void awaitMore(Set<Long> acknowledged) {
        int before = acknowledged.size();
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() > before + 50);
    }

    private static List<Long> stored(Database database) {
        var numbers = new ArrayList<Long>();
        database.read(tx -> tx.query(
                "select payload from serval.event order by \"offset\"",
                row -> numbers.add(Json.<JsonNode>read(row.string("payload"), JsonNode.class)
                        .get("n")
                        .longValue())));
        return numbers;
    }
}
