package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import io.serval.sql.Isolation;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import io.serval.sql.TxAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each transaction also says in a table of the test which events it appends: the log must hold these and no others. */
@ExtendWith(PostgresExtension.class)
class AppendOracleTest {
    private static final int TOPICS = 24;
    private static final int WRITERS = 12;
    private static final int TRANSACTIONS = 50;

    private final PostgresExtension.Fresh fresh;
    private final Database database;
    private final List<Topic<Tick>> topics = new ArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();

    AppendOracleTest(PostgresExtension.Fresh fresh) {
        this.fresh = fresh;
        this.database = fresh.database();
        database.transact(tx -> {
            tx.update("create table public.said (topic text not null, by text not null, n bigint not null)");
        });
        Topic<Tick> low = Topic.of("0 feed", Tick.class);
        Topic<Tick> high = Topic.of("z feed", Tick.class);
        for (int i = 0; i < TOPICS; i++) {
            Topic<Tick> topic = Topic.of("topic " + i, Tick.class);
            topics.add(
                    switch (i % 4) {
                        case 0 -> topic.feeding(low).feeding(high);
                        case 1 -> topic.feeding(high).feeding(low);
                        case 2 -> topic.feeding(high);
                        default -> topic;
                    });
        }
    }

    private static final class OnPurpose extends RuntimeException {}

    /** One transaction: it appends here and there, sets savepoints and goes back to some, and fails at times. */
    private TxAction<RuntimeException> transaction(Log log, String by, long n, long seed) {
        return tx -> {
            tries.incrementAndGet();
            var random = new Random(seed);
            for (int part = random.nextInt(4); part > 0; part--) {
                boolean fails = random.nextInt(3) == 0;
                try {
                    tx.savepoint(inner -> {
                        append(inner, log, random, by, n);
                        if (fails) {
                            throw new OnPurpose();
                        }
                    });
                } catch (OnPurpose e) {
                    assertThat(fails).isTrue();
                }
            }
            append(tx, log, random, by, n);
            if (random.nextInt(5) == 0) {
                throw new OnPurpose();
            }
        };
    }

    private void append(Tx tx, Log log, Random random, String by, long n) {
        for (int i = random.nextInt(4); i > 0; i--) {
            Topic<Tick> topic = topics.get(random.nextInt(TOPICS));
            log.append(tx, topic, new Tick(by, n));
            var reached = new ArrayList<>(List.of(topic.name()));
            reached.addAll(topic.feeds());
            reached.forEach(name -> tx.update("insert into public.said values (?, ?, ?)", name, by, n));
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "two processes, clashing feeds, savepoints, rollbacks: no deadlock; dense, in order, and what was said")
    @EnumSource(
            value = Isolation.class,
            names = {"READ_COMMITTED", "SERIALIZABLE"})
    void oracle(Isolation isolation) throws Exception {
        try (Log one = Log.open(database);
                Database other = fresh.server().another(fresh.name());
                Log two = Log.open(other);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new AtomicBoolean(true);
            Future<Integer> observer = threads.submit(() -> {
                int looks = 0;
                while (running.get()) {
                    assertThat(holes()).isEmpty();
                    looks++;
                }
                return looks;
            });
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Database mine = writer % 2 == 0 ? database : other;
                Log log = writer % 2 == 0 ? one : two;
                int number = writer;
                writers.add(() -> {
                    for (int n = 0; n < TRANSACTIONS; n++) {
                        write(mine, isolation, transaction(log, "w" + number, n, number * 1_000L + n));
                    }
                    return null;
                });
            }
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
            running.set(false);
            assertThat(observer.get()).isPositive();

            assertThat(holes()).isEmpty();
            assertThat(stored()).isEqualTo(said()).isNotEmpty();
            for (List<String> events : inOrder(one).values()) {
                assertInOrderOfEachWriter(events);
            }
            if (isolation == Isolation.SERIALIZABLE) {
                assertThat(tries.get()).as("tries, some of them again").isGreaterThan(WRITERS * TRANSACTIONS);
            }
        }
    }

    /** At SERIALIZABLE a transaction may lose so often that it is given up; then it has appended nothing. */
    private static void write(Database database, Isolation isolation, TxAction<RuntimeException> block) {
        while (true) {
            try {
                database.transact(isolation, block);
                return;
            } catch (OnPurpose e) {
                return;
            } catch (SqlException e) {
                assertThat(e.state()).isEqualTo("40001");
                assertThat(isolation).isEqualTo(Isolation.SERIALIZABLE);
            }
        }
    }

    private List<String> holes() {
        return database.read(tx -> tx.query("""
                select name from serval.topic left join serval.event on topic_id = id group by name, top
                having top <> count(event."offset") or top <> coalesce(max(event."offset"), 0)
                """, row -> row.string("name")));
    }

    private List<String> stored() {
        return sorted("""
                select concat_ws(' ', name, payload->>'by', payload->>'n') as event
                from serval.event join serval.topic on id = topic_id
                """);
    }

    private List<String> said() {
        return sorted("select concat_ws(' ', topic, by, n) as event from public.said");
    }

    private List<String> sorted(String sql) {
        var events = new ArrayList<>(database.read(tx -> tx.query(sql, row -> row.string("event"))));
        Collections.sort(events);
        return events;
    }

    private Map<String, List<String>> inOrder(Log log) {
        var all = new HashMap<String, List<String>>();
        for (Topic<Tick> topic : topics) {
            all.put(
                    topic.name(),
                    log.read(topic, Optional.empty(), 1_000).events().stream()
                            .map(recorded -> recorded.event().by() + " "
                                    + recorded.event().n())
                            .toList());
        }
        return all;
    }

    private static void assertInOrderOfEachWriter(List<String> events) {
        var last = new HashMap<String, Integer>();
        for (String event : events) {
            String[] parts = event.split(" ", -1);
            int n = Integer.parseInt(parts[1]);
            assertThat(n).isGreaterThanOrEqualTo(last.getOrDefault(parts[0], 0));
            last.put(parts[0], n);
        }
    }
}
