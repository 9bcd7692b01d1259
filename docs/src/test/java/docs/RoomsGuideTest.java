package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.rooms.RoomSettings;
import io.serval.rooms.Rooms;
import io.serval.testkit.HeldClock;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to rooms")
class RoomsGuideTest {
    private static final Markdown TEXT = Markdown.of("docs/rooms.md");

    @Test
    @DisplayName("W-03: shows a chat whose messages look as it says")
    void chat(@TempDir Path folder) throws Exception {
        var sources = new Sources(TEXT, folder);
        assertThat(sources.compile()).isEmpty();

        try (var loader = new RoutingGuideTest.Loader(sources.classes());
                var shop = TestApp.of(RoutingGuideTest.lookup(loader))
                        .clock(HeldClock.at("2026-05-06T08:00:00Z"))
                        .start(RoomsGuideTest::setUp);
                TestSocket ben = shop.socket("/chat/lobby?name=Ben")) {
            assertThat(ben.next()).contains("\"type\":\"welcome\"");
            try (TestSocket ann = shop.socket("/chat/lobby?name=Ann")) {
                assertThat(ann.next()).contains("\"type\":\"welcome\"");
                assertThat(ben.next()).contains("\"type\":\"joined\"");
                List<String> shown = TEXT.blocks("text").getFirst().lines().toList();
                ann.send(shown.get(0).substring("Ann → ".length()));

                assertThat("Ben ← " + bare(ben.next())).isEqualTo(shown.get(1));
                assertThat(List.of("Ann ← " + bare(ann.next()), "Ann ← " + bare(ann.next())))
                        .contains(shown.get(2));
                shop.post("/chat/lobby?id=s1", "{\"text\":\"We open at nine.\"}")
                        .is(204);
                assertThat(ben.next()).contains("\"from\":\"The shop\"", "We open at nine.");
                assertThat(shop.get("/chat/lobby").is(200).body()).contains("Hello", "We open at nine.");
            }
        }
    }

    /** As the guide's own, which is for the package of the application only. */
    private static void setUp(App app) {
        var rooms = Rooms.kept(app.database(), app.log(), RoomSettings.DEFAULT.withClock(app.clock()));
        app.provide(rooms);
        app.onStop(rooms::close);
    }

    private static String bare(String message) {
        return message.replaceAll("\"position\":\"[0-9a-f]+:", "\"position\":\"…:")
                .replaceAll("\"ts\":\"[^\"]+\"", "\"ts\":\"…\"");
    }
}
