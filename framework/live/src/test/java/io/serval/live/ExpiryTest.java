package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.live.internal.Expiry;
import io.serval.live.internal.Partitions;
import io.serval.live.internal.Rules;
import io.serval.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ExpiryTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);
    private static final Topic<Tick> B = Topic.of("b/1", Tick.class);
    private static final Retention MONTH = Retention.FOREVER.withAge(Duration.ofDays(30));

    private final Database database;
    private final Log log;

    ExpiryTest(Database database) {
        this.database = database;
        this.log = Log.open(database);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void append(Topic<Tick> topic, long from, long to) {
        Site.append(log, database, topic, from, to);
    }

    /** Makes events older, as if they had been appended so many days ago. They land in the default partition. */
    private void age(Topic<Tick> topic, long upTo, int days) {
        database.transact(tx -> {
            tx.update("""
                    update serval.event set day = day - ? from serval.topic
                    where id = topic_id and name = ? and "offset" <= ?
                    """, days, topic.name(), upTo);
        });
    }

    private void expire(Retention standard, Map<String, Retention> own) {
        new Partitions(database).run();
        new Expiry(database, new Rules(standard, own)).run();
    }

    private List<Long> numbers(Topic<Tick> topic) {
        return log.read(topic, Optional.empty(), 1_000).events().stream()
                .map(recorded -> recorded.event().n())
                .toList();
    }

    private List<Long> rows(Topic<Tick> topic) {
        return database.read(tx -> tx.query("""
                select "offset" from serval.event join serval.topic on id = topic_id
                where name = ? order by "offset"
                """, row -> row.longValue("offset"), topic.name()));
    }

    private List<Long> daysOfPartitions() {
        return database.read(tx -> tx.query("""
                select (now() at time zone 'UTC')::date - to_date(right(relname, 8), 'YYYYMMDD') as age
                from pg_inherits join pg_class on pg_class.oid = inhrelid
                where inhparent = 'serval.event'::regclass and relname <> 'event_default'
                    and to_date(right(relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date
                order by age
                """, row -> row.longValue("age")));
    }

    @Test
    @DisplayName("age drops the partitions of days that nobody keeps, from the default partition too")
    void age() {
        append(A, 1, 30);
        append(B, 1, 5);
        String seen = log.read(A, Optional.empty(), 12).position();
        String late = log.read(A, Optional.empty(), 20).position();
        age(A, 20, 10);
        age(A, 15, 22);
        age(B, 5, 40);

        expire(MONTH, Map.of());

        assertThat(numbers(A)).isEqualTo(LongStream.rangeClosed(16, 30).boxed().toList());
        assertThat(numbers(B)).isEmpty();
        assertThat(rows(A)).hasSize(15);
        assertThat(daysOfPartitions()).containsExactly(10L);
        assertThat(log.read(A, Optional.of(seen), 9).reset()).isTrue();
        assertThat(log.read(A, Optional.of(late), 9).reset()).isFalse();
        append(B, 6, 6);
        assertThat(log.position(B)).as("offsets go on").endsWith(":6");
    }

    @Test
    @DisplayName("an event of a kept day that stands before one of a dropped day is gone with it: there is no gap")
    void outOfOrder() {
        append(A, 1, 10);
        age(A, 6, 40);
        database.transact(tx -> {
            tx.update("update serval.event set day = day + 40 where \"offset\" = 3");
        });

        expire(MONTH, Map.of());

        assertThat(numbers(A)).containsExactly(7L, 8L, 9L, 10L);
    }

    @Test
    @DisplayName(
            "count keeps the newest events and deletes the others; rules hold for beginnings of names, the longest first")
    void count() {
        append(A, 1, 12_000);
        append(B, 1, 20);
        Topic<Tick> other = Topic.of("b/2/x", Tick.class);
        append(other, 1, 20);

        expire(
                Retention.FOREVER.withCount(100),
                Map.of("b/", Retention.FOREVER.withCount(10), "b/2", Retention.FOREVER));

        assertThat(numbers(A))
                .isEqualTo(LongStream.rangeClosed(11_901, 12_000).boxed().toList());
        assertThat(rows(A)).hasSize(100);
        assertThat(rows(B)).isEqualTo(LongStream.rangeClosed(11, 20).boxed().toList());
        assertThat(rows(other)).hasSize(20);
    }

    @Test
    @DisplayName(
            "a topic with a shorter age lets go earlier; its partition stays for the others, one with no age for ever")
    void shorterAge() {
        append(A, 1, 10);
        append(B, 1, 10);
        age(A, 4, 20);
        age(B, 4, 20);

        expire(MONTH, Map.of("b/", Retention.FOREVER.withAge(Duration.ofDays(7))));
        assertThat(numbers(A)).hasSize(10);
        assertThat(rows(B)).isEqualTo(LongStream.rangeClosed(5, 10).boxed().toList());
        assertThat(daysOfPartitions()).containsExactly(20L);

        expire(Retention.FOREVER.withAge(Duration.ofDays(7)), Map.of("b/", Retention.FOREVER));
        assertThat(rows(A)).isEqualTo(LongStream.rangeClosed(5, 10).boxed().toList());
        assertThat(daysOfPartitions()).containsExactly(20L);
    }

    @Test
    @DisplayName("readers and appends go on while partitions are dropped, and no reader ever finds a gap")
    void concurrent() throws Exception {
        append(A, 1, 1_500);
        for (int day = 1; day <= 10; day++) {
            age(A, day * 100, 5);
        }
        var running = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    int pages = 0;
                    Optional<String> position = Optional.empty();
                    long last = 0;
                    while (running.get()) {
                        Page<Tick> page = log.read(A, position, 50);
                        for (Recorded<Tick> recorded : page.events()) {
                            long n = recorded.event().n();
                            assertThat(last == 0 || page.reset() ? n : last + 1).isEqualTo(n);
                            last = n;
                        }
                        position = page.events().size() < 50 ? Optional.empty() : Optional.of(page.position());
                        last = position.isEmpty() ? 0 : last;
                        pages++;
                    }
                    return pages;
                }));
            }
            Future<Long> writer = threads.submit(() -> {
                long n = 1_500;
                while (running.get()) {
                    append(A, ++n, n);
                }
                return n;
            });
            try {
                new Partitions(database).run();
                var expiry = new Expiry(database, new Rules(Retention.FOREVER.withAge(Duration.ofDays(1)), Map.of()));
                for (int tries = 0; tries < 50 && !daysOfPartitions().isEmpty(); tries++) {
                    expiry.run();
                }
            } finally {
                running.set(false);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            long last = writer.get();

            assertThat(daysOfPartitions()).isEmpty();
            assertThat(log.position(A)).endsWith(":" + last);
            assertThat(numbers(A).getFirst()).isEqualTo(1_001);
        }
    }

    @Test
    @DisplayName(
            "a transaction that reads the log for long keeps a partition, and neither appends nor readers wait for it")
    void openReader() throws Exception {
        append(A, 1, 10);
        age(A, 5, 40);
        new Partitions(database).run();
        var reading = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> database.read(tx -> {
                tx.query("select count(*) as n from serval.event", row -> row.longValue("n"));
                reading.countDown();
                end.await();
                return true;
            }));
            reading.await();
            var expiry = new Expiry(database, new Rules(MONTH, Map.of()));
            try {
                expiry.run();
                assertThat(daysOfPartitions()).containsExactly(40L);
                assertThat(numbers(A)).as("the floor is raised all the same").containsExactly(6L, 7L, 8L, 9L, 10L);
                append(A, 11, 11);
            } finally {
                end.countDown();
            }

            reader.get();
            expiry.run();
            assertThat(daysOfPartitions()).isEmpty();
        }
    }
}
