package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serval.core.Cancelled;
import io.serval.core.Key;
import io.serval.core.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class TransactTest {
    private static final Key<List<String>> BUFFER = Key.named("buffer");

    private final Database database;

    TransactTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void createTable() {
        database.transact(tx -> {
            tx.update("drop table if exists account");
            tx.update("create table account (name text primary key, balance bigint not null)");
            tx.update("insert into account values ('ann', 10), ('bob', 20)");
        });
    }

    @Test
    @DisplayName("a block that returns is committed, and its result is the transaction's")
    void commits() {
        int touched = database.transact(tx -> {
            return tx.update("update account set balance = balance + ?", 1);
        });

        assertThat(touched).isEqualTo(2);
        assertThat(balance("ann")).isEqualTo(11);
    }

    @Test
    @DisplayName("Z-05: a block that throws, even a checked exception, leaves nothing behind")
    void rollsBack() {
        assertThatThrownBy(() -> database.transact(tx -> {
                    if (tx.update("update account set balance = 0") > 0) {
                        throw new IOException("the disk is full");
                    }
                }))
                .isInstanceOf(IOException.class);

        assertThat(balance("ann")).isEqualTo(10);
    }

    @Test
    @DisplayName("a transaction with a failed statement cannot be committed by swallowing the error")
    void refusesToCommitAFailedTransaction() {
        assertThatThrownBy(() -> database.transact(tx -> {
                    tx.update("update account set balance = 0");
                    assertThatThrownBy(() -> tx.update("no sql")).isInstanceOf(SqlException.class);
                }))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Could not commit");

        assertThat(balance("ann")).isEqualTo(10);
    }

    @Test
    @DisplayName("hooks run right before and right after COMMIT, in the order of registration")
    void runsHooks() {
        var order = new ArrayList<String>();

        database.transact(tx -> {
            tx.afterCommit(() -> order.add("after, sees " + balance("ann")));
            tx.beforeCommit(() -> {
                order.add("before 1");
                tx.beforeCommit(() -> order.add("before 3"));
            });
            tx.beforeCommit(() -> {
                tx.update("update account set balance = 99 where name = 'ann'");
                order.add("before 2");
            });
            order.add("block");
        });

        assertThat(order).containsExactly("block", "before 1", "before 2", "before 3", "after, sees 99");
    }

    @Test
    @DisplayName("Z-05: a hook that fails before COMMIT rolls back, and no hook runs after")
    void failingHookRollsBack() {
        var after = new ArrayList<String>();

        assertThatThrownBy(() -> database.transact(tx -> {
                    tx.afterCommit(() -> after.add("ran"));
                    tx.update("update account set balance = 0");
                    tx.beforeCommit(() -> tx.update("insert into account values ('ann', 0)"));
                }))
                .isInstanceOf(SqlException.class);

        assertThat(balance("ann")).isEqualTo(10);
        assertThat(after).isEmpty();
    }

    @Test
    @DisplayName("a hook that fails after COMMIT changes nothing for the caller or the other hooks")
    void failingHookAfterCommit() {
        var after = new ArrayList<String>();

        database.transact(tx -> {
            tx.update("update account set balance = 0");
            tx.afterCommit(() -> {
                throw new IllegalStateException("a hook of this test fails on purpose");
            });
            tx.afterCommit(() -> after.add("ran"));
        });

        assertThat(balance("ann")).isZero();
        assertThat(after).containsExactly("ran");
    }

    @Test
    @DisplayName("an attachment is made once per transaction")
    void keepsAttachments() {
        for (int i = 0; i < 2; i++) {
            database.transact(tx -> {
                tx.attachment(BUFFER, ArrayList::new).add("one");
                assertThat(tx.attachment(BUFFER, ArrayList::new)).containsExactly("one");
            });
        }
    }

    @Test
    @DisplayName("a transaction inside another is refused: it would wait for its own thread")
    void refusesNesting() {
        assertThatThrownBy(() -> database.transact(outer -> {
                    database.read(inner -> inner.query("select 1", row -> 1));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Hand its Tx on");
    }

    @Test
    @DisplayName("read sees one state of the database, however many statements it takes")
    void readsOneSnapshot() {
        long sum = database.read(tx -> {
            long ann = balance(tx, "ann");
            otherThread(() -> database.transact(other -> {
                other.update("update account set balance = balance - 5 where name = 'ann'");
                other.update("update account set balance = balance + 5 where name = 'bob'");
            }));
            return ann + balance(tx, "bob");
        });

        assertThat(sum).isEqualTo(30);
    }

    @Test
    @DisplayName("read refuses to write")
    void readIsReadOnly() {
        var refusal = catchThrowableOfType(
                SqlException.class, () -> database.read(tx -> tx.update("update account set balance = 0")));

        assertThat(refusal.state()).isEqualTo("25006");
    }

    @Test
    @DisplayName(
            "a read with a limit ends a statement that takes longer; the connection stays whole and forgets the limit")
    void readInTime() {
        var late = catchThrowableOfType(
                SqlException.class,
                () -> database.read(
                        Duration.ofMillis(100),
                        tx -> tx.query("select pg_sleep(60)::text as slept", row -> row.string("slept"))));

        assertThat(late.state()).isEqualTo("57014");
        String timeout = database.read(tx -> tx.one("show statement_timeout", row -> row.string("statement_timeout"))
                .orElseThrow());
        assertThat(timeout).isEqualTo("0");
    }

    @Test
    @DisplayName("above READ COMMITTED a block that lost against another is run again, without its old hooks")
    void runsAgain() {
        var tries = new ArrayList<Long>();
        var committed = new ArrayList<Long>();

        database.transact(Isolation.REPEATABLE_READ, tx -> {
            long seen = balance(tx, "ann");
            tries.add(seen);
            tx.afterCommit(() -> committed.add(seen));
            if (tries.size() == 1) {
                otherThread(() -> database.transact(other -> {
                    other.update("update account set balance = 50 where name = 'ann'");
                }));
            }
            tx.update("update account set balance = ? where name = 'ann'", seen + 1);
        });

        assertThat(tries).containsExactly(10L, 50L);
        assertThat(committed).containsExactly(50L);
        assertThat(balance("ann")).isEqualTo(51);
    }

    @Test
    @DisplayName("serializable transactions that contend for one row all succeed in the end")
    void serializes() {
        var work = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 8; i++) {
            work.add(CompletableFuture.runAsync(
                    () -> database.transact(Isolation.SERIALIZABLE, tx -> {
                        tx.update("update account set balance = ? where name = 'ann'", balance(tx, "ann") + 1);
                    }),
                    Thread::startVirtualThread));
        }
        work.forEach(CompletableFuture::join);

        assertThat(balance("ann")).isEqualTo(18);
    }

    @Test
    @DisplayName("READ COMMITTED is never re-run, and an error that is no conflict neither")
    void doesNotRunAgain() {
        var tries = new ArrayList<String>();

        assertThatThrownBy(() -> database.transact(Isolation.SERIALIZABLE, tx -> {
                    tries.add("serializable");
                    tx.update("insert into account values ('ann', 0)");
                }))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> database.transact(tx -> {
                    tries.add("read committed");
                    tx.update("do $$ begin raise exception 'lost' using errcode = '40001'; end $$");
                }))
                .isInstanceOf(SqlException.class);

        assertThat(tries).containsExactly("serializable", "read committed");
    }

    @Test
    @DisplayName("Z-05: a scope cancelled before COMMIT rolls back, even if the block did not notice")
    void cancelledBeforeCommit() throws Exception {
        try (Scope scope = Scope.root()) {
            assertThatThrownBy(() -> scope.call(() -> database.transact(tx -> {
                        int touched = tx.update("update account set balance = 0");
                        scope.cancel(Scope.Cause.CLIENT_GONE);
                        return touched;
                    })))
                    .isInstanceOf(Cancelled.class);
        }

        assertThat(balance("ann")).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "the time for an answer can be bounded for some of a transaction's statements, and holds for no other one")
    void limit() {
        SqlException late = catchThrowableOfType(
                SqlException.class,
                () -> database.transact(tx -> {
                    tx.limit(Optional.of(Duration.ofMillis(50)));
                    sleep(tx, 60);
                }));
        assertThat(late.state()).isEqualTo("57014");

        // Longer than the connection itself would wait: that is lifted, too, and not kept for the next transaction.
        database.read(Duration.ofMillis(50), tx -> {
            tx.limit(Optional.empty());
            return sleep(tx, 1);
        });
        database.transact(tx -> {
            tx.limit(Optional.of(Duration.ofMillis(50)));
            tx.update("update account set balance = 0");
        });
        database.read(tx -> sleep(tx, 1));
    }

    @Test
    @DisplayName("a limit that PostgreSQL would take as none, or refuse, is refused with what is possible")
    void impossibleLimits() {
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(999_999), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> database.transact(tx -> {
                        tx.limit(Optional.of(wrong));
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("from 1 to 2147483647 ms, not " + wrong);
            assertThatThrownBy(() -> database.read(wrong, tx -> sleep(tx, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        database.transact(tx -> {
            tx.limit(Optional.of(Duration.ofMillis(Integer.MAX_VALUE)));
            sleep(tx, 0);
        });
    }

    private static boolean sleep(Tx tx, double seconds) {
        return tx.query("select pg_sleep(?)::text as slept", row -> true, seconds)
                .getFirst();
    }

    private long balance(String name) {
        return database.read(tx -> balance(tx, name));
    }

    private static long balance(Tx tx, String name) {
        return tx.one("select balance from account where name = ?", row -> row.longValue("balance"), name)
                .orElseThrow();
    }

    private static void otherThread(Runnable work) {
        CompletableFuture.runAsync(work, Thread::startVirtualThread).join();
    }
}
