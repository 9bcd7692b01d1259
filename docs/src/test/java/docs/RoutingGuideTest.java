package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.cli.App;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The routing guide")
class RoutingGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/routing.md");

    /** {@code GET /users/7 → 200 {"id":7}}, the body left out where it does not matter. */
    private static final Pattern ASKED = Pattern.compile("^([A-Z]+) (/\\S*) +→ (\\d{3})(?: (.+))?$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    @DisplayName("shows an application that builds in an empty folder without a warning, and answers as it says")
    void answers() throws Throwable {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        List<MatchResult> asked = GUIDE.blocks("text").stream()
                .flatMap(block -> ASKED.matcher(block).results())
                .toList();
        assertThat(asked).hasSizeGreaterThan(20);

        try (var loader = new Loader(sources.classes());
                var shop = TestApp.of(lookup(loader)).direct(setUp(loader))) {
            for (MatchResult line : asked) {
                TestResponse response =
                        shop.request(line.group(1), line.group(2)).send();
                assertThat(response.status()).as(line.group()).isEqualTo(Integer.parseInt(line.group(3)));
                if (line.group(4) != null) {
                    response.json(line.group(4));
                }
                response.has("X-Shop", "yes");
            }
            shop.request("GET", "/admin")
                    .header("X-Key", "open sesame")
                    .send()
                    .is(200)
                    .lacks("X-Mark");
            shop.request("POST", "/admin")
                    .header("X-Key", "open sesame")
                    .send()
                    .is(200)
                    .has("X-Mark", "local");
        }
    }

    @Test
    @DisplayName("promises the messages that three mistakes get, all at once")
    void mistakes() throws IOException {
        String user = "shop/routes/users/$id/index.java";
        List<String> messages = new Sources(GUIDE, folder)
                .replace(
                        user,
                        "get(long id) {\n        return users.find(id)",
                        "get(long uid) {\n        return users.find(uid)")
                .replace("shop/routes/index.java", "static String get()", "static Thread get()")
                .replace("shop/routes/index.java", "\"Welcome\"", "Thread.currentThread()")
                .rename("shop/routes/admin/_middleware.java", "_middleware", "_middlewear")
                .compile();

        List<String> promised = GUIDE.blocks("text").stream()
                .map(String::strip)
                .filter(block -> block.startsWith("shop/"))
                .toList();
        assertThat(promised).hasSize(3);
        assertThat(messages).containsExactlyInAnyOrderElementsOf(promised);
    }

    static MethodHandles.Lookup lookup(ClassLoader loader) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(loader.loadClass("shop.Shop"), MethodHandles.lookup());
    }

    private static Consumer<App> setUp(ClassLoader loader) throws ReflectiveOperationException {
        MethodHandle setUp = MethodHandles.publicLookup()
                .findStatic(loader.loadClass("shop.Shop"), "setUp", MethodType.methodType(void.class, App.class));
        return app -> {
            try {
                setUp.invoke(app);
            } catch (Throwable e) {
                throw new AssertionError("The shop cannot be set up.", e);
            }
        };
    }

    /** Loads the shop, whose public files are not those of the applications on this test's class path. */
    static final class Loader extends URLClassLoader {
        Loader(Path classes) throws MalformedURLException {
            super(new URL[] {classes.toUri().toURL()}, RoutingGuideTest.class.getClassLoader());
        }

        @Override
        public @Nullable URL getResource(String name) {
            return own(name) ? findResource(name) : super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return own(name) ? findResources(name) : super.getResources(name);
        }

        /** What an application brings along, and must not find of others on the tests' class path. */
        private static boolean own(String name) {
            return name.startsWith("public") || name.startsWith("db/migration");
        }
    }
}
