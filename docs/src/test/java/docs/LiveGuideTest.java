package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.cli.Settings;
import io.serval.live.Retention;
import io.serval.testkit.TestApp;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("The guide to live streams")
class LiveGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/live.md");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("shows a depot whose parcels can be watched, and whose statistics follow the log")
    void depot() throws Exception {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        writeMigration(sources.classes());
        try (var loader = new RoutingGuideTest.Loader(sources.classes())) {
            Class<?> main = loader.loadClass("depot.Depot");
            var lookup = MethodHandles.privateLookupIn(main, MethodHandles.lookup());
            var setUp = main.getDeclaredMethod("setUp", App.class);
            setUp.setAccessible(true);
            try (TestApp depot = TestApp.of(lookup).start(app -> {
                try {
                    setUp.invoke(null, app);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError("The depot cannot be set up.", e);
                }
            })) {
                depot.post("/parcels/7/scans?place=Bonn").is(204);
                depot.post("/parcels/8/scans?place=Bonn").is(204);

                JsonNode page = depot.get("/parcels/7/events").is(200).json();
                assertThat(page.get("events")).hasSize(1);
                assertThat(page.get("events").get(0).get("data").toString())
                        .isEqualTo("{\"type\":\"Scanned\",\"id\":7,\"place\":\"Bonn\"}");
                Awaitility.await()
                        .untilAsserted(() ->
                                assertThat(depot.get("/visits/Bonn").body()).isEqualTo("2"));
            }
        }
    }

    @Test
    @DisplayName("shows rules of retention that are right")
    void retention() throws Exception {
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
