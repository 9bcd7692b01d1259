package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log that reads never hears of a commit but by its sweep: all others append through a log of their own. */
@ExtendWith(PostgresExtension.class)
class SweepTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);

    private final Database database;
    private final Database foreign;
    private final Log reading;
    private final Log appending;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Long> seen = new LinkedBlockingQueue<>();

    SweepTest(PostgresExtension.Fresh fresh) {
        this.database = fresh.database();
        this.foreign = fresh.server().another(fresh.name());
        this.reading = Log.open(database);
        this.appending = Log.open(foreign);
    }

    @AfterEach
    void close() {
        reading.close();
        appending.close();
        threads.close();
        foreign.close();
    }

    private void tail(Topic<Tick> topic) {
        threads.submit(() -> reading.tail(
                topic,
                Optional.empty(),
                page -> page.events().forEach(each -> seen.add(each.event().n()))));
    }

    private void append(Topic<Tick> topic, long n) {
        foreign.transact(tx -> {
            appending.append(tx, topic, new Tick("foreign", n));
        });
    }

    private List<Long> next(int count) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            Long number = seen.poll(30, TimeUnit.SECONDS);
            assertThat(number).as("the next event after %s", numbers).isNotNull();
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    @DisplayName("a transaction that stays open hides no commit that comes after it, and is found when it commits")
    void openTransaction() throws Exception {
        tail(A);
        append(A, 1);
        assertThat(next(1)).containsExactly(1L);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Future<?> open = threads.submit(() -> {
            foreign.transact(tx -> {
                tx.query("select pg_current_xact_id()::text as xid", row -> row.string("xid"));
                appending.append(tx, A, new Tick("open", 100));
                begun.countDown();
                end.await();
            });
            return null;
        });
        begun.await();
        for (long n = 2; n <= 6; n++) {
            append(A, n);
            assertThat(next(1)).containsExactly(n);
        }

        end.countDown();
        open.get();

        assertThat(next(1)).containsExactly(100L);
    }

    @Test
    @DisplayName("what psql inserts by hand is found")
    void byHand() throws Exception {
        append(A, 1);
        tail(A);
        next(1);
        try (Connection psql = foreign.dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            statement.execute("""
                    with topic as (update serval.topic set top = top + 1 where name = 'a' returning id, top)
                    insert into serval.event (topic_id, "offset", payload)
                    select id, top, '{"by": "hand",\n "n": 2}' from topic
                    """);
        }

        assertThat(next(1)).containsExactly(2L);
    }

    @Test
    @DisplayName(
            "transactions of any length that overlap in any way: each event is found, once and in its topic's order")
    void overlapping() throws Exception {
        int writers = 8;
        int each = 40;
        List<Topic<Tick>> topics = new ArrayList<>();
        Topic<Tick> all = Topic.of("all", Tick.class);
        for (int writer = 0; writer < writers; writer++) {
            topics.add(Topic.of("writer " + writer, Tick.class).feeding(all));
        }
        tail(all);
        List<Callable<Void>> work = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int number = writer;
            work.add(() -> {
                var random = new Random(number);
                for (int n = 0; n < each; n++) {
                    long event = number * 1_000L + n;
                    int millis = random.nextInt(20);
                    foreign.transact(tx -> {
                        tx.query("select pg_current_xact_id()::text as xid", row -> row.string("xid"));
                        appending.append(tx, topics.get(number), new Tick("w" + number, event));
                        tx.query("select pg_sleep(?)::text as slept", row -> row.string("slept"), millis / 1_000.0);
                    });
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }

        List<Long> found = next(writers * each);
        assertThat(found).isEqualTo(stored("all"));
        assertThat(seen).isEmpty();
        for (int writer = 0; writer < writers; writer++) {
            long first = writer * 1_000L;
            assertThat(found.stream().filter(n -> n / 1_000 == first / 1_000).toList())
                    .isEqualTo(LongStream.range(first, first + each).boxed().toList());
        }
    }

    private List<Long> stored(String topic) {
        return database.read(tx -> tx.query("""
                select (payload->>'n')::bigint as n from serval.event join serval.topic on id = topic_id
                where name = ? order by "offset"
                """, row -> row.longValue("n"), topic));
    }
}
