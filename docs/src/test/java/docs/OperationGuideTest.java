package docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.cli.App;
import io.serval.cli.Settings;
import io.serval.cli.internal.config.Key;
import io.serval.cli.internal.config.Keys;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestSetup;
import java.io.IOException;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guides to configuration and operation")
class OperationGuideTest {
    private static final Markdown CONFIGURATION = Markdown.of("docs/configuration.md");
    private static final Markdown OPERATION = Markdown.of("docs/operation.md");
    private static final Pattern ASKED = Pattern.compile("^GET (/\\S*) → (\\d{3}) (.+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("list every key with its values, its standard value and its meaning")
    void keys() {
        assertThat(CONFIGURATION.text()).contains("<!-- keys -->\n" + table() + "<!-- /keys -->");
    }

    @Test
    @DisplayName("say what the messages are when something is wrong")
    void messages() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "# the shop's\nport = eighty\n");
        String shown = CONFIGURATION.blocks("text").getFirst().strip();

        assertThatThrownBy(
                        () -> Settings.parse(new String[] {"--prot=1"}, Map.of("SERVAL_TIMEOUTS_IDLE", "soon"), folder))
                .satisfies(fault -> assertThat(
                                String.valueOf(fault.getMessage()).lines())
                        .containsExactlyInAnyOrderElementsOf(shown.lines().toList()));
    }

    @Test
    @DisplayName("show a shop that reads its own keys")
    void ownKeys() throws Exception {
        run(
                CONFIGURATION,
                shop -> shop.set("pricing.max-discount", "0.5").set("pricing.currencies", "EUR, INR"),
                shop -> shop.get("/prices")
                        .is(200)
                        .json("{\"maxDiscount\": 0.5, \"grace\": \"PT10S\", \"currencies\": [\"EUR\", \"INR\"]}"));
    }

    @Test
    @DisplayName("G-28: show a shop whose health is as they say")
    void health() throws Exception {
        List<MatchResult> asked = OPERATION.blocks("text").stream()
                .flatMap(block -> ASKED.matcher(block).results())
                .toList();
        assertThat(asked).hasSize(2);

        run(OPERATION, setup -> setup, shop -> {
            for (MatchResult line : asked) {
                shop.get(line.group(1)).is(Integer.parseInt(line.group(2))).json(line.group(3));
            }
            shop.post("/orders").is(204);
        });
    }

    @Test
    @DisplayName("show settings that are right")
    void settings() throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(OPERATION.blocks("properties").getFirst()));
        Files.writeString(
                folder.resolve("application.properties"),
                OPERATION.blocks("properties").getFirst());

        Settings settings = Settings.parse(new String[0], Map.of(), folder);

        assertThat(settings.server().address().isAnyLocalAddress()).isTrue();
        assertThat(Keys.all().stream().map(Key::name).toList()).containsAll(properties.stringPropertyNames());
    }

    private interface Asking {
        void ask(TestApp shop) throws Exception;
    }

    private void run(Markdown guide, UnaryOperator<TestSetup> set, Asking asking) throws Exception {
        var sources = new Sources(guide, folder);
        assertThat(sources.compile()).isEmpty();
        try (var loader = new RoutingGuideTest.Loader(sources.classes())) {
            Class<?> main = loader.loadClass("shop.Shop");
            var lookup = MethodHandles.privateLookupIn(main, MethodHandles.lookup());
            var setUp = main.getDeclaredMethod("setUp", App.class);
            setUp.setAccessible(true);
            try (TestApp shop = set.apply(TestApp.of(lookup)).start(app -> {
                try {
                    setUp.invoke(null, app);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError("The shop cannot be set up.", e);
                }
            })) {
                asking.ask(shop);
            }
        }
    }

    static String table() {
        return "| key | takes | standard | meaning |\n| --- | --- | --- | --- |\n"
                + Keys.all().stream().map(OperationGuideTest::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
        return "| `" + key.name() + "` | " + key.expected() + " | " + standard + " | " + key.meaning() + " |\n";
    }
}
