package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Key;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SavepointTest {
    private static final Key<List<String>> PLAIN = Key.named("plain");
    private static final Key<Journal> JOURNAL = Key.named("journal");

    private final Database database;

    SavepointTest(Database database) {
        this.database = database;
    }

    /** An attachment that goes back with a savepoint. */
    private static final class Journal implements Tx.Restorable {
        private final List<String> lines = new ArrayList<>();

        @Override
        public Runnable mark() {
            int size = lines.size();
            return () -> lines.subList(size, lines.size()).clear();
        }
    }

    @BeforeEach
    void createTable() {
        database.transact(tx -> {
            tx.update("drop table if exists note");
            tx.update("create table note (text text not null unique)");
        });
    }

    private static void note(Tx tx, String text) {
        tx.update("insert into note values (?)", text);
    }

    private List<String> notes() {
        return database.read(tx -> tx.query("select text from note order by text", row -> row.string("text")));
    }

    @Test
    @DisplayName("Z-05: what a savepoint's block throws undoes its statements; the transaction goes on and commits")
    void rollsBack() {
        database.transact(tx -> {
            note(tx, "a");
            TxAction<RuntimeException> clashing = inner -> {
                note(inner, "b");
                note(inner, "a");
            };
            assertThatThrownBy(() -> tx.savepoint(clashing))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.state()).isEqualTo("23505"));
            note(tx, "c");
        });

        assertThat(notes()).containsExactly("a", "c");
    }

    @Test
    @DisplayName("savepoints nest, and a block's result is the savepoint's")
    void nests() {
        String last = database.transact(tx -> {
            return tx.savepoint(outer -> {
                note(outer, "outer");
                TxAction<IllegalStateException> failing = inner -> {
                    note(inner, "inner");
                    throw new IllegalStateException("no");
                };
                assertThatThrownBy(() -> outer.savepoint(failing)).hasMessage("no");
                return outer.savepoint(inner -> {
                    note(inner, "last");
                    return "last";
                });
            });
        });

        assertThat(last).isEqualTo("last");
        assertThat(notes()).containsExactly("last", "outer");
    }

    @Test
    @DisplayName("hooks and attachments of a block that went back are gone, older ones are as they were")
    void hooks() {
        var ran = new ArrayList<String>();
        database.transact(tx -> {
            tx.attachment(JOURNAL, Journal::new).lines.add("before");
            tx.beforeCommit(() -> ran.add("before commit"));
            TxAction<IllegalStateException> failing = inner -> {
                inner.attachment(PLAIN, ArrayList::new).add("made inside");
                inner.attachment(JOURNAL, Journal::new).lines.add("inside");
                inner.beforeCommit(() -> ran.add("inside, before commit"));
                inner.afterCommit(() -> ran.add("inside, after commit"));
                throw new IllegalStateException("no");
            };
            assertThatThrownBy(() -> tx.savepoint(failing)).hasMessage("no");
            tx.afterCommit(() -> ran.add("after commit"));

            assertThat(tx.attachment(JOURNAL, Journal::new).lines).containsExactly("before");
            assertThat(tx.attachment(PLAIN, ArrayList::new)).isEmpty();
        });

        assertThat(ran).containsExactly("before commit", "after commit");
    }

    @Test
    @DisplayName("a limit that a block set goes back with it, on both ends: what follows may take as long as before")
    void limit() {
        TxAction<RuntimeException> late = tx -> {
            tx.limit(Optional.of(Duration.ofMillis(50)));
            tx.query("select pg_sleep(60)::text as slept", row -> true);
        };
        database.transact(tx -> {
            assertThatThrownBy(() -> tx.savepoint(late))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.state()).isEqualTo("57014"));
            // Longer than the connection would have waited.
            tx.query("select pg_sleep(1)::text as slept", row -> true);
            note(tx, "in time");
        });

        assertThat(notes()).containsExactly("in time");
    }

    @Test
    @DisplayName("savepoints that are set through the connection do the same, as often as one goes back to them")
    void jdbc() {
        var ran = new ArrayList<String>();
        TxAction<SQLException> block = tx -> {
            Savepoint savepoint = tx.connection().setSavepoint("here");
            for (String text : List.of("a", "b")) {
                note(tx, text);
                tx.afterCommit(() -> ran.add(text));
                tx.connection().rollback(savepoint);
            }
            tx.afterCommit(() -> ran.add("kept"));
        };
        assertThatThrownBy(() -> {
                    database.transact(block);
                    throw new SQLException("committed");
                })
                .hasMessage("committed");

        assertThat(ran).containsExactly("kept");
        assertThat(notes()).isEmpty();
    }

    @Test
    @DisplayName("a savepoint in SQL text is refused: what was appended after it would not go back with it")
    void text() {
        for (String sql : List.of("savepoint here", " ROLLBACK to here")) {
            TxAction<RuntimeException> block = tx -> tx.update(sql);
            assertThatThrownBy(() -> database.transact(block)).hasMessageContaining("Use tx.savepoint");
        }
    }
}
