package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.core.Headers;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestRequest;
import io.serval.testkit.TestResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to static files")
class StaticFilesGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/static-files.md");

    /** {@code GET /app.js (Range: bytes=0-3) → 206 Content-Length: 4}, the header fields left out where there are none. */
    private static final Pattern ASKED = Pattern.compile(
            "^(GET|HEAD|PUT) (/\\S*)(?: \\(([\\w-]+): (.+)\\))? +→ (\\d{3})(?: ([\\w-]+): (.+))?$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    @DisplayName("shows a site that builds without a warning, and answers as it says")
    void answers() throws Exception {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        List<MatchResult> asked = GUIDE.blocks("text").stream()
                .flatMap(block -> ASKED.matcher(block).results())
                .toList();
        assertThat(asked).hasSizeGreaterThan(15);
        write(sources.classes().resolve("public"), "app.js", "docs/index.html", "a b.txt", ".env");
        write(sources.classes().resolve("public"), ".well-known/security.txt", "img/logo.3f9a1c2b.svg", "app.js.gz");
        Path invoices = Files.createDirectories(folder.resolve("invoices"));
        Files.writeString(invoices.resolve("7.pdf"), "invoice seven");

        try (var loader = new RoutingGuideTest.Loader(sources.classes())) {
            Class<?> main = loader.loadClass("site.Site");
            var setUp = main.getMethod("setUp", App.class, Path.class);
            var lookup = MethodHandles.privateLookupIn(main, MethodHandles.lookup());
            try (TestApp site = TestApp.of(lookup).data(folder.resolve("data")).start(app -> {
                try {
                    setUp.invoke(null, app, invoices);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError("The site cannot be set up.", e);
                }
            })) {
                asked.forEach(line -> check(site, line));
            }
        }
    }

    private static void check(TestApp site, MatchResult line) {
        TestRequest request = site.request(line.group(1), line.group(2));
        if (line.group(1).equals("PUT")) {
            request.json("{\"text\": \"new\"}");
        }
        if (line.group(3) != null) {
            request.header(line.group(3), line.group(4));
        }
        TestResponse response = request.send();
        assertThat(response.status()).as("%s%n%s", line.group(), response).isEqualTo(Integer.parseInt(line.group(5)));
        if (line.group(6) != null) {
            Headers headers = response.headers();
            assertThat(headers.first(line.group(6))).as(line.group()).contains(line.group(7));
        }
    }

    private static void write(Path root, String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "The content of " + name + ".");
        }
    }
}
