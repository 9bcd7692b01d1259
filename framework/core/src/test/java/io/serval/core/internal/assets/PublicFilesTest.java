package io.serval.core.internal.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Binder;
import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Dispatcher;
import io.serval.core.Headers;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.internal.link.Linker;
import io.serval.core.internal.link.Tree;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFilesTest {
    @TempDir
    Path folder;

    private Tree tree;

    @BeforeEach
    void begin() throws Exception {
        tree = new Tree(folder)
                .route("shop.routes.both", "/both")
                .resource("public/index.html", "root index")
                .resource("public/both", "file")
                .resource("public/hello.txt", "hello")
                .resource("public/a b ü.txt", "decoded")
                .resource("public/docs/index.html", "docs index")
                .resource("public/a b/index.html", "spaced index")
                .resource("public/img/x.PNG", "png")
                .resource("public/.env", "secret")
                .resource("public/.git/config", "secret")
                .resource("public/.well-known/security.txt", "contact")
                .resource("private.txt", "secret")
                .compile();
    }

    @AfterEach
    void end() throws Exception {
        tree.close();
    }

    @Test
    @DisplayName("row 92: a file is served with its type, from a folder and from a jar")
    void served() throws Exception {
        for (MethodHandles.Lookup application : new MethodHandles.Lookup[] {tree.inFolder(), tree.inJar()}) {
            Response response = answer(application, "GET", "/hello.txt");

            assertThat(response.status()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("hello");
            assertThat(response.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(answer(application, "GET", "/img/x.PNG").headers().first("Content-Type"))
                    .contains("image/png");
        }
    }

    @Test
    @DisplayName("row 92: HEAD is answered as GET; the transport drops the body")
    void head() throws Exception {
        assertThat(text(answer(tree.inFolder(), "HEAD", "/hello.txt"))).isEqualTo("hello");
    }

    @Test
    @DisplayName("row 93: a file wins over a route of the same address, for GET and HEAD alone")
    void fileWins() throws Exception {
        assertThat(text(answer(tree.inFolder(), "GET", "/both"))).isEqualTo("file");
        assertThat(answer(tree.inFolder(), "POST", "/both").status()).isEqualTo(405);
    }

    @Test
    @DisplayName("row 94: the index.html of a folder answers for the folder, in a folder and in a jar")
    void index() throws Exception {
        for (MethodHandles.Lookup application : new MethodHandles.Lookup[] {tree.inFolder(), tree.inJar()}) {
            assertThat(text(answer(application, "GET", "/"))).isEqualTo("root index");
            assertThat(text(answer(application, "GET", "/docs/"))).isEqualTo("docs index");
            assertThat(text(answer(application, "GET", "/docs/index.html"))).isEqualTo("docs index");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/docs, /docs/",
        "/docs?a=1&b=%20, /docs/?a=1&b=%20",
        "//docs, /docs/",
        "/img/../docs, /docs/",
        "/a%20b, /a%20b/"
    })
    @DisplayName("row 95: the address of a folder without its slash redirects to the one with it, and keeps the query")
    void redirects(String target, String location) throws Exception {
        for (String method : List.of("GET", "HEAD")) {
            Response redirect = answer(tree.inFolder(), method, target);

            assertThat(redirect.status()).isEqualTo(308);
            assertThat(redirect.headers().first("Location")).contains(location);
        }
    }

    @Test
    @DisplayName("row 95: an index is no folder, and a folder without one is nothing")
    void redirectsNothingElse() throws Exception {
        assertThat(answer(tree.inFolder(), "GET", "/docs/index.html").status()).isEqualTo(200);
        assertThat(answer(tree.inFolder(), "GET", "/img").status()).isEqualTo(404);
        assertThat(answer(tree.inFolder(), "GET", "/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/hello.txt%00.html", "/%c0%ae%c0%ae/private.txt", "/%zz"})
    @DisplayName("row 100: what is no text is refused before a file is looked for")
    void refused(String target) {
        assertThatThrownBy(() -> answer(tree.inFolder(), "GET", target))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/img",
                "/img/",
                "/.env",
                "/.git/config",
                "/../private.txt",
                "/%2e%2e/private.txt",
                "/..%2fprivate.txt",
                "/docs%2findex.html",
                "/docs%5cindex.html",
                "/docs/..%2f..%2fprivate.txt",
                "/hello.txt/",
                "/HELLO.TXT",
                "/hello.txt%20",
                "/hello.txt.",
                "/hello.txt::$DATA",
                "/hello.txt;a=b",
                "/%252e%252e/private.txt",
                "/..%5cprivate.txt",
                "/..%5c..%5cprivate.txt",
                "/....//private.txt",
                "/..;/private.txt",
                "/%2fetc%2fpasswd",
                "/C:%5cprivate.txt",
                "/.ENV",
                "/%2eenv",
                "/docs/.env",
                "/.well-known/.env",
                "/.well-known/../.env",
                "/.",
                "/~/private.txt",
                "/private.txt",
                "/shop/Shop.class"
            })
    @DisplayName("row 100: nothing else is reached: no listing, no dotfile, no way out, no encoded slash")
    void nothingElse(String target) throws Exception {
        boolean sameFile = target.equals("/hello.txt/") || target.equals("/."); // rows 46 and 47
        int expected = sameFile ? 200 : 404;
        for (MethodHandles.Lookup application : new MethodHandles.Lookup[] {tree.inFolder(), tree.inJar()}) {
            assertThat(answer(application, "GET", target).status()).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("row 100: a name longer than any file's is not there")
    void overlong() throws Exception {
        assertThat(answer(tree.inFolder(), "GET", "/" + "a".repeat(5_000)).status())
                .isEqualTo(404);
        assertThat(answer(tree.inFolder(), "GET", "/a".repeat(2_500)).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("row 100: .well-known is allowed")
    void wellKnown() throws Exception {
        assertThat(text(answer(tree.inFolder(), "GET", "/.well-known/security.txt")))
                .isEqualTo("contact");
    }

    @Test
    @DisplayName("row 100: a link is not followed, wherever it leads")
    void links() throws Exception {
        Files.createSymbolicLink(
                tree.classes().resolve("public/link.txt"), tree.classes().resolve("private.txt"));
        Files.createSymbolicLink(tree.classes().resolve("public/out"), tree.classes());

        assertThat(answer(tree.inFolder(), "GET", "/link.txt").status()).isEqualTo(404);
        assertThat(answer(tree.inFolder(), "GET", "/out/private.txt").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("row 101: names with spaces and letters beyond ASCII are decoded")
    void decoded() throws Exception {
        assertThat(text(answer(tree.inFolder(), "GET", "/a%20b%20%C3%BC.txt"))).isEqualTo("decoded");
        assertThat(text(answer(tree.inJar(), "GET", "/a%20b%20%C3%BC.txt"))).isEqualTo("decoded");
    }

    @Test
    @DisplayName("row 102: global middleware holds for files, and for the redirect to a folder")
    void globalMiddleware() throws Exception {
        tree.global("m10_named").compile();

        assertThat(answer(tree.inFolder(), "GET", "/hello.txt").headers().first("X-Global"))
                .contains("m10_named");
        assertThat(answer(tree.inFolder(), "GET", "/docs").headers().first("X-Global"))
                .contains("m10_named");
    }

    @Test
    @DisplayName("row 102: the root's middleware holds for files, and runs before one is read")
    void middleware() throws Exception {
        tree.source("shop.routes._middleware", "class _middleware {}")
                .source("shop.routes._middleware_Binder", """
                        public final class _middleware_Binder implements Binder.OfMiddleware {
                            public String folder() { return "/"; }
                            public Map<Verb, Middleware> bind(Services services) {
                                return Map.of(Verb.GET, (request, next) -> next.handle(request).with("X-By", "root"));
                            }
                        }""")
                .record("shop.routes._middleware", "shop.routes._middleware_Binder")
                .compile();

        assertThat(Linker.link(tree.inFolder()).binders()).anyMatch(Binder.OfMiddleware.class::isInstance);
        assertThat(answer(tree.inFolder(), "GET", "/hello.txt").headers().first("X-By"))
                .contains("root");
    }

    private static Response answer(MethodHandles.Lookup application, String method, String target) {
        Request request = Request.of(method, target, Headers.empty(), Body.empty(), "r-1", Scope.root());
        return Dispatcher.builder()
                .application(application)
                .build(new Services())
                .handle(request);
    }

    private static String text(Response response) {
        return new String(((Content.Bytes) response.content()).bytes(), StandardCharsets.UTF_8);
    }
}
