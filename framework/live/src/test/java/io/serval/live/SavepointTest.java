package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.sql.Database;
import io.serval.sql.Tx;
import io.serval.sql.TxAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SavepointTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);
    private static final Topic<Tick> B = Topic.of("b", Tick.class);

    private final Database database;
    private final Log log;

    SavepointTest(Database database) {
        this.database = database;
        this.log = Log.open(database);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void append(Tx tx, Topic<Tick> topic, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(n -> log.append(tx, topic, new Tick("x", n)));
    }

    private void fail(Tx transaction, Topic<Tick> topic, long from, long to) {
        TxAction<RuntimeException> failing = tx -> {
            append(tx, topic, from, to);
            throw new IllegalStateException("on purpose");
        };
        assertThatThrownBy(() -> transaction.savepoint(failing)).hasMessage("on purpose");
    }

    private List<Long> numbers(Topic<Tick> topic) {
        return log.read(topic, Optional.empty(), 1_000).events().stream()
                .map(recorded -> recorded.event().n())
                .toList();
    }

    @Test
    @DisplayName("events of a block that went back to its savepoint are not appended; the others are, in order")
    void rolledBack() {
        database.transact(tx -> {
            append(tx, A, 1, 2);
            fail(tx, A, 90, 99);
            append(tx, A, 3, 3);
            tx.savepoint(inner -> {
                append(inner, A, 4, 4);
                fail(inner, B, 90, 99);
                append(inner, A, 5, 5);
            });
        });

        assertThat(numbers(A)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbers(B)).isEmpty();
    }

    @Test
    @DisplayName("a transaction all of whose events went back appends nothing and locks no topic")
    void nothingLeft() {
        database.transact(tx -> {
            fail(tx, A, 1, 1);
        });

        List<String> topics = database.read(tx -> tx.query("select name from serval.topic", row -> row.string("name")));
        assertThat(topics).isEmpty();
    }

    @Test
    @DisplayName("savepoints of JDBC do the same")
    void jdbc() throws Exception {
        database.transact(tx -> {
            append(tx, A, 1, 1);
            var savepoint = tx.connection().setSavepoint();
            append(tx, A, 90, 99);
            tx.connection().rollback(savepoint);
            append(tx, A, 2, 2);
        });

        assertThat(numbers(A)).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("thousands of events, which wait in a table, go back as well, and those before them do not")
    void many() {
        database.transact(tx -> {
            append(tx, A, 1, 300);
            fail(tx, A, 10_000, 20_000);
            append(tx, A, 301, 400);
            tx.savepoint(inner -> {
                append(inner, B, 1, 9_000);
                fail(inner, B, 10_000, 20_000);
                append(inner, A, 401, 500);
            });
        });

        assertThat(numbers(A)).isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(log.position(B)).endsWith(":9000");
    }
}
