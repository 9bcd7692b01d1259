package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.cli.Settings;
import io.serval.live.Retention;
import io.serval.testkit.EventStream;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestSocket;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to live streams")
class LiveGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/live.md");
    private static final Pattern ASKED = Pattern.compile("^GET (/\\S*) → (.+)$", Pattern.MULTILINE);
    private static final Pattern SERVER_SENT = Pattern.compile("^id: (.+)\ndata: (.+)$", Pattern.MULTILINE);
    private static final Pattern EPOCH = Pattern.compile("\"position\":\"([0-9a-f]+):");

    private RoutingGuideTest.Loader loader;
    private TestApp depot;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        writeMigration(sources.classes());
        loader = new RoutingGuideTest.Loader(sources.classes());
        Class<?> main = loader.loadClass("depot.Depot");
        var setUp = main.getDeclaredMethod("setUp", App.class);
        setUp.setAccessible(true);
        depot = TestApp.of(MethodHandles.privateLookupIn(main, MethodHandles.lookup()))
                .start(app -> {
                    try {
                        setUp.invoke(null, app);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError("The depot cannot be set up.", e);
                    }
                });
    }

    @AfterEach
    void stop() throws Exception {
        depot.close();
        loader.close();
    }

    private void scan(long id, String place) {
        depot.request("PUT", "/parcels/" + id + "?place=" + place).send().is(204);
    }

    /** Returns the epoch of parcel 7, which the guide writes as an ellipsis. */
    private String epoch() {
        return EPOCH.matcher(depot.get("/parcels/7").is(200).body())
                .results()
                .map(position -> position.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("G-29: shows a state and its events as pages")
    void pages() {
        scan(7, "Bonn");
        String epoch = epoch();
        List<MatchResult> asked = GUIDE.blocks("text").stream()
                .flatMap(block -> ASKED.matcher(block).results())
                .toList();
        assertThat(asked).hasSize(3);

        for (MatchResult line : asked) {
            String body = depot.get(line.group(1).replace("…", epoch)).is(200).body();
            assertThat(body.replace(epoch, "…")).isEqualTo(line.group(2));
        }
    }

    @Test
    @DisplayName("U-03: shows how server-sent events go on after an id")
    void serverSentEvents() {
        scan(7, "Bonn");
        String epoch = epoch();
        String block = GUIDE.blocks("text").get(1);
        assertThat(block).contains("Last-Event-ID: …:1\n");
        MatchResult shown = SERVER_SENT.matcher(block).results().findFirst().orElseThrow();

        scan(7, "Köln");
        try (EventStream events = depot.events("/parcels/7/events", Optional.of(epoch + ":1"))) {
            EventStream.Event event = events.next();
            assertThat(event.id().replace(epoch, "…")).isEqualTo(shown.group(1));
            assertThat(event.data().replace(epoch, "…")).isEqualTo(shown.group(2));
        }
    }

    @Test
    @DisplayName("G-29: shows what is said on the page's one socket")
    void socket() {
        scan(7, "Bonn");
        String epoch = epoch();
        scan(7, "Köln");
        List<String> shown = GUIDE.blocks("text").get(2).lines().toList();
        assertThat(shown).hasSizeGreaterThan(5);

        try (TestSocket socket = depot.socket("/_serval/live")) {
            for (String line : shown) {
                if (line.startsWith("→ ")) {
                    socket.send(line.substring(2).replace("…", epoch));
                } else {
                    String heard = socket.next().replace(epoch, "…").replaceAll("(\"requestId\":\")[^\"]+", "$1…");
                    assertThat("← " + heard).isEqualTo(line);
                }
            }
        }
    }

    @Test
    @DisplayName("shows a feed, a merged stream, and latest values")
    void others() {
        scan(7, "Bonn");
        scan(8, "Kiel");

        depot.get("/parcels").is(200).contains("Bonn").contains("Kiel");
        depot.get("/pairs?one=7&other=8").is(200).contains("Bonn").contains("Kiel");
        depot.get("/pairs?one=7&other=9").is(200).contains("Bonn");
        depot.request("PUT", "/vans?van=B-AB%201&place=A3").send().is(204);
        depot.get("/vans").is(200).contains("\"snapshot\":[{\"key\":\"B-AB 1\",\"value\":\"A3\"}]");
    }

    @Test
    @DisplayName("shows statistics that follow the log")
    void visits() {
        scan(7, "Bonn");
        scan(8, "Bonn");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(depot.get("/visits/Bonn").body()).isEqualTo("2"));
    }

    @Test
    @DisplayName("shows rules of retention that are right")
    void retention(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("application.properties"),
                GUIDE.blocks("properties").getFirst());

        var log = Settings.parse(new String[0], Map.of(), folder).log();

        assertThat(log.retention().age()).isEqualTo(Optional.of(Duration.ofDays(30)));
        assertThat(log.retention().count()).isEqualTo(Optional.of(100_000L));
        assertThat(log.retentions())
                .isEqualTo(Map.of(
                        "parcel/", Retention.FOREVER.withAge(Duration.ofDays(90)),
                        "chat/", Retention.FOREVER.withAge(Duration.ofDays(7)).withCount(1_000),
                        "audit/", Retention.FOREVER));
    }

    private static void writeMigration(Path classes) throws Exception {
        String block = GUIDE.blocks("sql").getFirst();
        Path file = classes.resolve(block.lines().findFirst().orElseThrow().substring("-- ".length()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block);
    }
}
