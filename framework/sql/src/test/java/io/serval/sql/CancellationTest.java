package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import io.serval.core.Scope.Cause;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class CancellationTest {
    private static final int SIZE = 10;

    private final Database watcher;
    private final Database database;

    CancellationTest(EmbeddedPostgres server, Database watcher) {
        this.watcher = watcher;
        this.database = server.open("cancellation", new PoolSettings(SIZE, Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("Z-09: cancelling a scope ends the statement on the server; the connection stays whole")
    void endsTheStatement() throws Exception {
        Set<Long> before = backends();
        try (Scope scope = Scope.root()) {
            Future<Long> work = scope.fork(() -> database.transact(tx -> {
                return sleep(tx, "one");
            }));
            awaitSleepers("one", 1);

            scope.cancel(Cause.CLIENT_GONE);

            assertCancelled(work);
        }
        awaitSleepers("one", 0);
        assertThat(backends()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "Z-05: what a shield holds is finished, statements and commit, though the scope is cancelled meanwhile")
    void shielded() throws Exception {
        database.transact(tx -> {
            tx.update("create table payment (n int)");
        });
        try (Scope scope = Scope.root()) {
            Future<Boolean> work = database.transact(holder -> {
                holder.query("select pg_advisory_xact_lock(7)", row -> true);
                Future<Boolean> paying = scope.fork(() -> Scope.shield(() -> database.transact(tx -> {
                    tx.query("select pg_advisory_xact_lock(7)", row -> true);
                    tx.update("insert into payment values (1)");
                    return true;
                })));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> holder.one(
                                        "select count(*) as n from pg_locks where locktype = 'advisory' and not granted",
                                        row -> row.intValue("n"))
                                .equals(Optional.of(1)));
                scope.cancel(Cause.CLIENT_GONE);
                return paying;
            });

            assertThat(work.get()).isTrue();
        }
        assertThat(database.<Long, RuntimeException>read(
                        tx -> tx.one("select count(*) as n from payment", row -> row.longValue("n"))
                                .orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Z-04: the locks of a cancelled transaction are free, its changes gone")
    void freesLocks() throws Exception {
        database.transact(tx -> {
            tx.update("create table counter (n int)");
            tx.update("insert into counter values (1)");
        });
        try (Scope scope = Scope.root()) {
            Future<Long> work = scope.fork(() -> database.transact(tx -> {
                tx.update("update counter set n = 2");
                return sleep(tx, "lock");
            }));
            awaitSleepers("lock", 1);

            scope.cancel(Cause.CLIENT_GONE);
            assertCancelled(work);
        }

        database.transact(tx -> {
            tx.update("set local lock_timeout = '20s'");
            assertThat(tx.update("update counter set n = n + 10")).isEqualTo(1);
            assertThat(tx.query("select n from counter", row -> row.intValue("n")))
                    .containsExactly(11);
        });
    }

    @Test
    @DisplayName("Z-09: a deadline ends the statement, too")
    void deadline() throws Exception {
        try (Scope scope = Scope.root()) {
            scope.deadline(Duration.ofMillis(50));

            assertThatThrownBy(() -> scope.call(() -> database.read(tx -> sleep(tx, "deadline"))))
                    .isInstanceOfSatisfying(
                            Cancelled.class, e -> assertThat(e.reason()).isEqualTo(Cause.DEADLINE));
        }
        awaitSleepers("deadline", 0);
    }

    @Test
    @DisplayName("Z-09: plain JDBC on the data source and on the transaction's connection is cancelled alike")
    void plainJdbc() throws Exception {
        Set<Long> before = backends();
        try (Scope scope = Scope.root()) {
            Future<Boolean> onDataSource = scope.fork(() -> {
                try (Connection connection = database.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    return statement.execute("select pg_sleep(60) /* jdbc */");
                }
            });
            Future<Boolean> onTx = scope.fork(() -> database.transact(tx -> {
                try (var statement = tx.connection().prepareStatement("select pg_sleep(60) /* jdbc */")) {
                    return statement.execute();
                }
            }));
            awaitSleepers("jdbc", 2);

            scope.cancel(Cause.CLIENT_GONE);

            assertCancelled(onDataSource);
            assertCancelled(onTx);
        }
        awaitSleepers("jdbc", 0);
        assertThat(backends()).isEqualTo(before);
    }

    @Test
    @DisplayName("Z-09: a cursor ends at the next row after the cancel")
    void cursor() throws Exception {
        Set<Long> before = backends();
        try (Scope scope = Scope.root()) {
            assertThatThrownBy(() -> scope.call(() -> database.transact(tx -> {
                        return readUntilCancelled(tx.connection(), scope);
                    })))
                    .isInstanceOf(Cancelled.class);
        }
        assertThat(backends()).isEqualTo(before);
    }

    @Test
    @DisplayName("Z-04: fifty statements cancelled at once leave every connection of the pool whole")
    void manyAtOnce() throws Exception {
        Set<Long> before = backends();
        var scopes = new ArrayList<Scope>();
        var work = new ArrayList<Future<Long>>();
        for (int i = 0; i < 50; i++) {
            Scope scope = Scope.root();
            scopes.add(scope);
            work.add(scope.fork(() -> database.transact(tx -> {
                return sleep(tx, "many");
            })));
        }
        awaitSleepers("many", SIZE);

        scopes.forEach(scope -> scope.cancel(Cause.CLIENT_GONE));

        for (Future<Long> each : work) {
            assertCancelled(each);
        }
        awaitSleepers("many", 0);
        assertThat(backends()).isEqualTo(before);
        scopes.forEach(Scope::close);
    }

    @Test
    @DisplayName("Z-04: cancels that hit statements at any moment never break a connection or a later statement")
    void atAnyMoment() throws Exception {
        Set<Long> before = backends();
        var random = new Random(7);
        var work = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 300; i++) {
            Scope scope = Scope.root();
            work.add(scope.fork(() -> database.transact(tx -> {
                int sum = 0;
                while (sum < Integer.MAX_VALUE) {
                    sum += tx.query("select 1 as n", row -> row.intValue("n")).getFirst();
                }
                return sum;
            })));
            scope.deadline(Duration.ofNanos(random.nextInt(20_000_000)));
            if (work.size() == SIZE) {
                for (Future<Integer> each : work) {
                    assertCancelled(each);
                }
                work.clear();
                assertThat(backends()).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("Z-04: who waits for a connection leaves the queue when cancelled")
    void waitingForAConnection() throws Exception {
        var release = new CountDownLatch(1);
        try (Scope holder = Scope.root();
                Scope waiter = Scope.root()) {
            List<Future<Boolean>> holding = hold(holder, release);
            Future<Integer> waiting = waiter.fork(() -> database.read(_ -> 1));

            waiter.cancel(Cause.CLIENT_GONE);

            assertCancelled(waiting);
            release.countDown();
            for (Future<Boolean> each : holding) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(backends()).hasSize(SIZE);
    }

    @Test
    @DisplayName("who gets no connection in time is told why")
    void exhausted(EmbeddedPostgres server) throws Exception {
        try (Database small = server.open("cancellation", new PoolSettings(1, Duration.ofMillis(50)));
                Connection _ = small.dataSource().getConnection()) {
            assertThatThrownBy(() -> small.read(_ -> 1))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("All 1 connections")
                    .hasMessageContaining("were in use");
        }
    }

    @Test
    @DisplayName("in a cancelled scope no statement begins")
    void alreadyCancelled() throws Exception {
        try (Scope scope = Scope.root()) {
            Future<Integer> work = scope.fork(() -> {
                scope.cancel(Cause.SHUTDOWN);
                return database.read(tx -> 1);
            });

            assertCancelled(work);
        }
    }

    private static int readUntilCancelled(Connection connection, Scope scope) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10);
            ResultSet rows = statement.executeQuery("select generate_series(1, 1000000000)");
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getConnection()).isSameAs(connection);
            int read = 0;
            while (rows.next()) {
                if (++read == 105) {
                    scope.cancel(Cause.CLIENT_GONE);
                }
            }
            return read;
        }
    }

    private List<Future<Boolean>> hold(Scope scope, CountDownLatch release) throws InterruptedException {
        var held = new CountDownLatch(SIZE);
        var holding = new ArrayList<Future<Boolean>>();
        for (int i = 0; i < SIZE; i++) {
            holding.add(scope.fork(() -> database.read(_ -> {
                held.countDown();
                release.await();
                return true;
            })));
        }
        held.await();
        return holding;
    }

    private static long sleep(Tx tx, String name) {
        return tx.query("select pg_sleep(60) /* " + name + " */", _ -> 1).size();
    }

    private void awaitSleepers(String name, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sleepers(name)).isEqualTo(count));
    }

    private int sleepers(String name) {
        return watcher.read(tx -> tx.one(
                        "select count(*) as n from pg_stat_activity where state = 'active' and query = ?",
                        row -> row.intValue("n"),
                        "select pg_sleep(60) /* " + name + " */"))
                .orElseThrow();
    }

    /** The server processes behind all connections of the pool, each of which answers. */
    private Set<Long> backends() throws Exception {
        var all = new ArrayList<Connection>();
        try {
            var pids = new HashSet<Long>();
            for (int i = 0; i < SIZE; i++) {
                Connection connection = database.dataSource().getConnection();
                all.add(connection);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                    row.next();
                    pids.add(row.getLong(1));
                }
            }
            return pids;
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static void assertCancelled(Future<?> work) {
        assertThatThrownBy(work::get).hasCauseInstanceOf(Cancelled.class);
    }
}
