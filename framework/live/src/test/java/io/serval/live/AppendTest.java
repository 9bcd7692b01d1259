package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Json;
import io.serval.core.TypeRef;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import io.serval.sql.TxAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class AppendTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);
    private static final Topic<Tick> B = Topic.of("b", Tick.class);
    private static final Topic<Tick> C = Topic.of("c", Tick.class);

    private final Database database;
    private final Log log;

    AppendTest(Database database) {
        this.database = database;
        this.log = Log.open(database);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private record Stored(String topic, long offset, String payload) {}

    private List<Stored> stored() {
        return database.read(tx ->
                tx.query("""
                select name, "offset", payload from serval.event join serval.topic on id = topic_id
                order by name, "offset"
                """, row -> new Stored(row.string("name"), row.longValue("offset"), row.string("payload"))));
    }

    private static String payload(String by, long n) {
        return "{\"by\":\"" + by + "\",\"n\":" + n + "}";
    }

    @Test
    @DisplayName("the events of a transaction are numbered per topic, in the order of the appends")
    void numbered() {
        database.transact(tx -> {
            log.append(tx, B, new Tick("x", 1));
            log.append(tx, A, new Tick("x", 2), new Tick("x", 3));
            log.append(tx, B, new Tick("x", 4));
        });
        database.transact(tx -> {
            log.append(tx, B, new Tick("x", 5));
        });

        assertThat(stored())
                .containsExactly(
                        new Stored("a", 1, payload("x", 2)),
                        new Stored("a", 2, payload("x", 3)),
                        new Stored("b", 1, payload("x", 1)),
                        new Stored("b", 2, payload("x", 4)),
                        new Stored("b", 3, payload("x", 5)));
    }

    @Test
    @DisplayName("a rollback leaves no event and no gap")
    void rollback() {
        database.transact(tx -> {
            log.append(tx, A, new Tick("x", 1));
        });
        TxAction<RuntimeException> failing = tx -> {
            log.append(tx, A, new Tick("x", 2));
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(() -> database.transact(failing)).hasMessage("no");
        database.transact(tx -> {
            log.append(tx, A, new Tick("x", 3));
        });

        assertThat(stored()).containsExactly(new Stored("a", 1, payload("x", 1)), new Stored("a", 2, payload("x", 3)));
    }

    @Test
    @DisplayName("an event goes to its topic's feeds in the same transaction, once to each")
    void feeds() {
        Topic<Tick> all = Topic.of("all", Tick.class);
        Topic<Tick> some = Topic.of("some", Tick.class).feeding(all);
        Topic<Tick> one = Topic.of("one", Tick.class).feeding(some).feeding(all);
        database.transact(tx -> {
            log.append(tx, one, new Tick("x", 1));
            log.append(tx, some, new Tick("x", 2));
        });

        assertThat(stored())
                .containsExactly(
                        new Stored("all", 1, payload("x", 1)),
                        new Stored("all", 2, payload("x", 2)),
                        new Stored("one", 1, payload("x", 1)),
                        new Stored("some", 1, payload("x", 1)),
                        new Stored("some", 2, payload("x", 2)));
    }

    @Test
    @DisplayName("what hooks before the commit append is written with the rest, in one statement")
    void hooks() {
        database.transact(tx -> {
            log.append(tx, B, new Tick("block", 1));
            tx.beforeCommit(() -> log.append(tx, A, new Tick("hook", 2)));
        });

        assertThat(stored())
                .containsExactly(new Stored("a", 1, payload("hook", 2)), new Stored("b", 1, payload("block", 1)));
    }

    @Test
    @DisplayName("events of a sealed type carry their tag, and are stored to the byte as they were written")
    void verbatim() {
        Topic<Change> changes = Topic.of("changes", Change.class);
        database.transact(tx -> {
            log.append(tx, changes, new Renamed("z\u0000\u00e4", "a"));
        });

        assertThat(stored())
                .containsExactly(
                        new Stored("changes", 1, "{\"type\":\"Renamed\",\"to\":\"z\\u0000\u00e4\",\"from\":\"a\"}"));
    }

    sealed interface Change permits Renamed {}

    record Renamed(String to, String from) implements Change {}

    @Test
    @DisplayName("events may have a generic type")
    void generic() {
        Topic<List<Tick>> batches = Topic.of("batches", new TypeRef<List<Tick>>() {});
        database.transact(tx -> {
            log.append(tx, batches, List.of(new Tick("x", 1)));
        });

        assertThat(stored()).containsExactly(new Stored("batches", 1, "[" + payload("x", 1) + "]"));
    }

    @Test
    @DisplayName("topics are locked in the order of their names, and not before the block has ended")
    void lockOrder() throws Exception {
        database.transact(tx -> {
            log.append(tx, A, new Tick("x", 1));
            log.append(tx, B, new Tick("x", 1));
            log.append(tx, C, new Tick("x", 1));
        });
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> {
                database.transact(tx -> {
                    lock(tx, "b");
                    held.countDown();
                    release.await();
                });
                return null;
            });
            held.await();
            Future<?> appender = threads.submit(() -> {
                database.transact(tx -> {
                    log.append(tx, C, new Tick("y", 1));
                    log.append(tx, A, new Tick("y", 1));
                    log.append(tx, B, new Tick("y", 1));
                    assertThat(locked("a"))
                            .as("nothing is locked while the block runs")
                            .isFalse();
                });
                return null;
            });

            Awaitility.await().until(() -> locked("a"));
            assertThat(locked("c"))
                    .as("c comes after b, which is not to be had")
                    .isFalse();

            release.countDown();
            holder.get();
            appender.get();
        }
    }

    private static void lock(Tx tx, String topic) {
        tx.query("select id from serval.topic where name = ? for update nowait", row -> row.longValue("id"), topic);
    }

    /** Asks on a thread of its own, since a thread has one transaction at a time. */
    private boolean locked(String topic) {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            return thread.submit(() -> {
                        try {
                            database.transact(tx -> {
                                lock(tx, topic);
                            });
                            return false;
                        } catch (SqlException e) {
                            assertThat(e.state()).isEqualTo("55P03");
                            return true;
                        }
                    })
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName(
            "16 threads on 12 topics, with rollbacks: no deadlock, and whoever looks sees dense offsets up to the top")
    void concurrent() throws Exception {
        List<Topic<Tick>> topics = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            topics.add(Topic.of("topic-" + i, Tick.class));
        }
        int threads = 16;
        int transactions = 60;
        var committed = new AtomicLong();
        var running = new AtomicBoolean(true);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> observer = executor.submit(() -> {
                long looks = 0;
                while (running.get()) {
                    assertDense();
                    looks++;
                }
                return looks;
            });
            List<Callable<Void>> writers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "writer-" + thread;
                var random = new Random(thread);
                writers.add(() -> {
                    for (int n = 0; n < transactions; n++) {
                        int count = 1 + random.nextInt(5);
                        boolean fails = random.nextInt(4) == 0;
                        long number = n;
                        try {
                            database.transact(tx -> {
                                for (int i = 0; i < count; i++) {
                                    log.append(tx, topics.get(random.nextInt(topics.size())), new Tick(name, number));
                                }
                                if (fails) {
                                    throw new IllegalStateException("rolled back on purpose");
                                }
                            });
                            committed.addAndGet(count);
                        } catch (IllegalStateException e) {
                            assertThat(fails).isTrue();
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> writer : executor.invokeAll(writers)) {
                writer.get();
            }
            running.set(false);
            assertThat(observer.get()).isPositive();
        }

        assertDense();
        List<Stored> all = stored();
        assertThat(all).hasSize((int) committed.get());
        // Each writer counts up, so the order of a topic must be the order of each writer's commits.
        for (Topic<Tick> topic : topics) {
            var last = new HashMap<String, Long>();
            all.stream().filter(event -> event.topic().equals(topic.name())).forEach(event -> {
                Tick tick = Json.read(event.payload(), Tick.class);
                assertThat(tick.n()).isGreaterThanOrEqualTo(last.getOrDefault(tick.by(), 0L));
                last.put(tick.by(), tick.n());
            });
        }
    }

    private void assertDense() {
        Map<String, List<Long>> holes = database.read(tx -> {
            var found = new HashMap<String, List<Long>>();
            tx.query("""
                    select name, top, count(event."offset") as events, coalesce(max(event."offset"), 0) as last
                    from serval.topic left join serval.event on topic_id = id group by name, top
                    """, row -> {
                var counts = List.of(row.longValue("top"), row.longValue("events"), row.longValue("last"));
                if (counts.stream().distinct().count() > 1) {
                    found.put(row.string("name"), counts);
                }
                return true;
            });
            return found;
        });
        assertThat(holes).as("topics whose top, count and last offset differ").isEmpty();
    }
}
