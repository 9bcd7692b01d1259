package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.sql.Database;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class ReadTest {
    private static final Topic<Tick> A = Topic.of("a", Tick.class);
    private static final Topic<Tick> B = Topic.of("b", Tick.class);

    private final Database database;
    private final Log log;

    ReadTest(Database database) {
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

    private static List<Long> numbers(Page<Tick> page) {
        return page.events().stream().map(recorded -> recorded.event().n()).toList();
    }

    @Test
    @DisplayName("G-29: an application reads a topic page by page, each event with the position to go on from")
    void pages() {
        append(A, 1, 5);

        Page<Tick> first = log.read(A, Optional.empty(), 3);
        Page<Tick> second = log.read(A, Optional.of(first.position()), 3);
        Page<Tick> third = log.read(A, Optional.of(second.position()), 3);

        assertThat(numbers(first)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(second)).containsExactly(4L, 5L);
        assertThat(third).isEqualTo(new Page<>(second.position(), List.of(), false));
        assertThat(first.events().getLast().position()).isEqualTo(first.position());
        assertThat(numbers(log.read(A, Optional.of(first.events().getFirst().position()), 2)))
                .containsExactly(2L, 3L);
    }

    @Test
    @DisplayName("the position of a topic is that of its last event, and one of its own for a topic without any")
    void position() {
        String empty = log.position(A);
        append(A, 1, 2);

        assertThat(numbers(log.read(A, Optional.of(empty), 9))).containsExactly(1L, 2L);
        assertThat(log.position(A)).isEqualTo(log.read(A, Optional.empty(), 9).position());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a position that is none, of another topic or epoch, or ahead of the log, is reset")
    @ValueSource(strings = {"nonsense", "other topic", "other epoch", "ahead", "below"})
    void reset(String position) {
        append(A, 1, 3);
        append(B, 1, 3);
        String known = log.position(A);
        String epoch = known.substring(0, known.indexOf(':'));
        database.transact(tx -> {
            tx.update("update serval.topic set floor = 1 where name = 'a'");
        });

        Page<Tick> page = log.read(
                A,
                Optional.of(
                        switch (position) {
                            case "other topic" -> log.position(B);
                            case "other epoch" -> "0123456789ab:2";
                            case "ahead" -> epoch + ":4";
                            case "below" -> epoch + ":0";
                            default -> "17";
                        }),
                9);

        assertThat(page.reset()).isTrue();
        assertThat(numbers(page)).containsExactly(2L, 3L);
        assertThat(page.position()).isEqualTo(known);
        assertThat(log.read(A, Optional.of(epoch + ":1"), 9).reset()).isFalse();
    }

    @Test
    @DisplayName("a page has 1 to 1000 events")
    void limit() {
        assertThatThrownBy(() -> log.read(A, Optional.empty(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.read(A, Optional.empty(), 1_001)).hasMessageContaining("1 to 1000");
    }
}
