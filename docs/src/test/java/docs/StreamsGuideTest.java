package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.testkit.TestApp;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to live streams")
class StreamsGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/streams.md");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("shows a shop whose orders and prices can be followed")
    void shop() throws Exception {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        try (var loader = new RoutingGuideTest.Loader(sources.classes())) {
            Class<?> main = loader.loadClass("shop.Shop");
            var lookup = MethodHandles.privateLookupIn(main, MethodHandles.lookup());
            var setUp = main.getDeclaredMethod("setUp", App.class);
            setUp.setAccessible(true);
            try (TestApp shop = TestApp.of(lookup).start(app -> {
                try {
                    setUp.invoke(null, app);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError("The shop cannot be set up.", e);
                }
            })) {
                shop.request("PUT", "/orders/7?status=placed").send().is(204);
                shop.request("PUT", "/orders/8?status=paid").send().is(204);
                shop.get("/orders/7").is(200).contains("\"snapshot\":{\"id\":7,\"status\":\"placed\"}");
                shop.get("/orders/7/events").is(200).contains("\"data\":{\"id\":7,\"status\":\"placed\"}");
                shop.get("/orders/9").is(404);
                shop.get("/pairs?one=7&other=8").is(200).contains("\"placed\"").contains("\"paid\"");

                shop.request("PUT", "/prices?product=tea&cents=350").send().is(204);
                shop.get("/prices").is(200).contains("\"snapshot\":[{\"key\":\"tea\",\"value\":350}]");
            }
        }
    }
}
