package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to middleware")
class MiddlewareGuideTest {
    private static final String ORIGIN = "https://app.example";

    @Test
    @DisplayName("row 132, row 135, row 136, U-04: shows an application whose middleware does what it says")
    void answers(@TempDir Path folder) throws Exception {
        var sources = new Sources(Markdown.of("docs/middleware.md"), folder);
        assertThat(sources.compile()).isEmpty();

        try (var loader = new RoutingGuideTest.Loader(sources.classes());
                var shop = TestApp.of(RoutingGuideTest.lookup(loader)).direct(app -> {})) {
            shop.request("GET", "/")
                    .send()
                    .is(200)
                    .has("X-Frame-Options", "DENY")
                    .has("Content-Security-Policy");
            shop.request("OPTIONS", "/api/words")
                    .header("Origin", ORIGIN)
                    .header("Access-Control-Request-Method", "PUT")
                    .send()
                    .is(204)
                    .has("Access-Control-Allow-Origin", ORIGIN);

            TestResponse words = shop.request("GET", "/api/words")
                    .header("Accept-Encoding", "gzip")
                    .header("Origin", ORIGIN)
                    .send();
            words.is(200)
                    .has("Content-Encoding", "gzip")
                    .has("RateLimit", "\"hourly\";r=4;t=720, \"daily\";r=999;t=87")
                    .has("Access-Control-Allow-Origin", ORIGIN)
                    .has("X-Content-Type-Options", "nosniff");
            shop.request("GET", "/api/words")
                    .header("Accept-Encoding", "gzip")
                    .header("If-None-Match", words.header("ETag").orElseThrow())
                    .send()
                    .is(304);
            shop.request("POST", "/api/words").text("x".repeat(101)).send().is(413);
            shop.request("POST", "/api/words").text("x").send().is(200);
            shop.request("GET", "/api/words").send().is(200);
            shop.request("GET", "/api/words")
                    .header("Origin", ORIGIN)
                    .send()
                    .is(429)
                    .has("Retry-After")
                    .has("Access-Control-Allow-Origin", ORIGIN);
        }
    }
}
