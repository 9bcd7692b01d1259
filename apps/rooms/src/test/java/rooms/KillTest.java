package rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the application and its PostgreSQL in the middle of a conversation. The system properties {@code rooms.kills} and
 * {@code rooms.seed} set how often each dies and when.
 */
@DisplayName("After kill -9")
class KillTest {
    private static final int KILLS = Integer.getInteger("rooms.kills", 2);
    private static final long SEED = Long.getLong("rooms.seed", 1);
    private static final int MEMBERS = 3;
    private static final int MESSAGES = 20 + 20 * KILLS;

    @Test
    @DisplayName("W-01, W-03, W-05: of the JVM and of PostgreSQL each message is there once, in order, for each member")
    void losesNothing(@TempDir Path data) throws Exception {
        var random = new Random(SEED);
        Served served = Served.start(data, 0);
        var talkers = new ArrayList<Talker>();
        try {
            for (int i = 0; i < MEMBERS; i++) {
                talkers.add(new Talker(Visitor.named(served.uri(), "Member" + i), "lobby", MESSAGES));
            }
            for (int kill = 0; kill < 2 * KILLS; kill++) {
                awaitMore(talkers.get(random.nextInt(MEMBERS)), 2 + random.nextInt(8));
                if (kill % 2 == 0) {
                    int port = served.uri().getPort();
                    served.killJvm();
                    served = Served.start(data, port);
                } else {
                    served.killPostgres();
                }
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(talkers)
                            .allSatisfy(talker ->
                                    assertThat(talker.seen()).hasSizeGreaterThanOrEqualTo(MEMBERS * MESSAGES)));

            List<String> truth = history(served.uri());
            assertThat(truth).hasSize(MEMBERS * MESSAGES).doesNotHaveDuplicates();
            for (Talker talker : talkers) {
                assertThat(talker.seen()).as(talker.name()).isEqualTo(truth);
                List<String> said = IntStream.rangeClosed(1, MESSAGES)
                        .mapToObj(n -> talker.name() + "-" + n)
                        .toList();
                assertThat(talker.acknowledged()).isEqualTo(said);
                assertThat(truth.stream()
                                .map(line -> line.substring(line.indexOf(' ') + 1))
                                .filter(id -> id.startsWith(talker.name() + "-")))
                        .containsExactlyElementsOf(said);
            }
        } finally {
            talkers.forEach(Talker::close);
            served.close();
        }
    }

    private static void awaitMore(Talker talker, int count) {
        int before = talker.acknowledged().size();
        int enough = Math.min(before + count, MESSAGES);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(talker.acknowledged()).hasSizeGreaterThanOrEqualTo(enough));
    }

    /** All that was said, as the pages of the room's history tell it from the end. */
    private static List<String> history(URI server) throws Exception {
        try (Visitor reader = Visitor.named(server, "Reader")) {
            var all = new ArrayList<String>();
            Optional<String> before = Optional.of("");
            while (before.isPresent()) {
                JsonNode page = reader.get("/rooms/lobby/messages?limit=37" + before.get());
                all.addAll(
                        0,
                        page.get("messages")
                                .valueStream()
                                .map(said -> said.get("position").stringValue() + " "
                                        + said.get("id").stringValue())
                                .toList());
                before = Optional.ofNullable(page.get("before")).map(position -> "&before=" + position.stringValue());
            }
            return all;
        }
    }
}
