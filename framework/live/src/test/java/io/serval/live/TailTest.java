package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import io.serval.sql.Database;
import io.serval.sql.PoolSettings;
import io.serval.sql.SqlException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

@ExtendWith(PostgresExtension.class)
class TailTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);

    private final Database database;
    private final PostgresExtension.Fresh fresh;
    private final Log log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Page<Tick>> pages = new LinkedBlockingQueue<>();

    TailTest(PostgresExtension.Fresh fresh) {
        this.fresh = fresh;
        this.database = fresh.database();
        this.log = Log.open(database);
    }

    @AfterEach
    void close() {
        log.close();
        threads.close();
    }

    private void append(long from, long to) {
        LongStream.rangeClosed(from, to)
                .forEach(n -> database.transact(tx -> {
                    log.append(tx, A, new Tick("x", n));
                }));
    }

    private Future<?> tail(Log reader, Optional<String> from) {
        return threads.submit(() -> reader.tail(A, from, pages::add));
    }

    private List<Long> numbers(int count) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            Page<Tick> page = pages.poll(30, TimeUnit.SECONDS);
            assertThat(page).as("the next page, after %s", numbers).isNotNull();
            page.events().forEach(recorded -> numbers.add(recorded.event().n()));
        }
        return numbers;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    @DisplayName("G-29: a tail gets what there is, then what comes, each event once and in order")
    void follows() throws Exception {
        append(1, 450);
        tail(log, Optional.empty());

        assertThat(numbers(450)).isEqualTo(range(1, 450));
        append(451, 480);
        assertThat(numbers(30)).isEqualTo(range(451, 480));
    }

    @Test
    @DisplayName("a tail goes on from a position, and from the topic's own gets only what is new")
    void resumes() throws Exception {
        append(1, 3);
        String second = log.read(A, Optional.empty(), 2).position();
        tail(log, Optional.of(second));
        assertThat(numbers(1)).containsExactly(3L);

        tail(log, Optional.of(log.position(A)));
        append(4, 4);
        assertThat(numbers(2)).containsExactly(4L, 4L);
    }

    @Test
    @DisplayName("what the handler throws ends the tail, even a checked exception")
    void handlerFails() {
        append(1, 1);

        assertThatThrownBy(() -> log.tail(A, Optional.empty(), page -> {
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a cancelled scope ends the tail that waits in it, with its cause")
    void cancelled() throws Exception {
        append(1, 1);
        try (Scope scope = Scope.root()) {
            Future<?> tail = threads.submit(() -> scope.call(() -> {
                log.tail(A, Optional.empty(), pages::add);
                return null;
            }));
            numbers(1);

            scope.cancel(Scope.Cause.CLIENT_GONE);

            assertThatThrownBy(tail::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            Cancelled.class, e -> assertThat(e.reason()).isEqualTo(Scope.Cause.CLIENT_GONE));
        }
    }

    @Test
    @DisplayName("closing the log ends its tails")
    void closed() throws Exception {
        append(1, 1);
        Future<?> tail = tail(log, Optional.empty());
        numbers(1);

        log.close();

        assertThatThrownBy(tail::get)
                .cause()
                .isInstanceOfSatisfying(
                        Cancelled.class, e -> assertThat(e.reason()).isEqualTo(Scope.Cause.SHUTDOWN));
    }

    @Test
    @DisplayName("a tail whose position is lost gets a reset, once, and starts anew")
    void reset() throws Exception {
        append(1, 3);
        tail(log, Optional.of(log.position(A)));
        tail(log, Optional.of("0123456789ab:7"));
        Page<Tick> page = pages.poll(30, TimeUnit.SECONDS);
        assertThat(page).isNotNull();
        assertThat(page.reset()).isTrue();
        assertThat(page.events()).hasSize(3);

        append(4, 4);
        assertThat(numbers(2)).containsExactly(4L, 4L);
    }

    @Test
    @DisplayName("G-29: a tail goes through outages of its database without a gap and without a repeat")
    void outage() throws Exception {
        try (var proxy = new LossyProxy(fresh.server().postgres().port());
                Database distant = Database.connect(
                        fresh.server().url(fresh.name(), proxy.port()), new PoolSettings(4, Duration.ofSeconds(1)));
                Log reader = Log.open(distant)) {
            Future<?> tail = tail(reader, Optional.empty());
            for (long n = 1; n <= 9; n += 3) {
                append(n, n);
                assertThat(numbers(1)).containsExactly(n);
                proxy.down();
                append(n + 1, n + 2);
                assertThatThrownBy(() -> distant.read(tx -> tx.query("select 1 as one", row -> true)))
                        .isInstanceOf(SqlException.class);
                proxy.up();
                assertThat(numbers(2)).containsExactly(n + 1, n + 2);
            }
            assertThat(tail.isDone()).isFalse();
        }
    }

    @Test
    @DisplayName("who keeps the position with the effects has each effect exactly once, however often it crashes")
    void exactlyOnce() throws Exception {
        append(1, 300);
        database.transact(tx -> {
            tx.update("create table public.projection (position text, sum bigint not null)");
            tx.update("insert into public.projection values (null, 0)");
        });
        for (int crash = 0; crash < 3; crash++) {
            var crashed = new CompletableFuture<Boolean>();
            Optional<String> from = database.read(
                    tx -> tx.one("select position from public.projection", row -> row.optionalString("position"))
                            .orElseThrow());
            int after = 1 + crash;
            var seen = new ArrayList<Page<Tick>>();
            assertThatThrownBy(() -> log.tail(A, from, page -> {
                        seen.add(page);
                        database.transact(tx -> {
                            tx.update(
                                    "update public.projection set position = ?, sum = sum + ?",
                                    page.position(),
                                    page.events().stream()
                                            .mapToLong(each -> each.event().n())
                                            .sum());
                            if (seen.size() == after) {
                                throw new IllegalStateException("crash");
                            }
                        });
                        if (page.events().getLast().event().n() == 300) {
                            crashed.complete(true);
                            throw new IllegalStateException("done");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);
            if (crashed.isDone()) {
                break;
            }
        }

        long sum = database.read(tx -> tx.one("select sum from public.projection", row -> row.longValue("sum"))
                .orElseThrow());
        assertThat(sum).isEqualTo(300L * 301 / 2);
    }
}
