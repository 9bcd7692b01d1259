package io.serval.core.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serval.core.Body;
import io.serval.core.Dispatcher;
import io.serval.core.Headers;
import io.serval.core.Matching;
import io.serval.core.Operation;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the whole application can show, found in class files when it starts. */
class LinkFaultsTest {
    @TempDir
    Path folder;

    private Tree tree;

    @BeforeEach
    void begin() throws Exception {
        tree = new Tree(folder);
    }

    @AfterEach
    void end() throws Exception {
        tree.close();
    }

    @Test
    @DisplayName("row 41, row 40: one path in two spellings is R01, with file and line of both methods")
    void twoSpellings() throws Exception {
        tree.route("shop.routes.Users", "/users", "int size;\n    String get() {\n        return \"1\";\n    }")
                .route("shop.routes.users.index", "/users")
                .compile();

        assertThat(fault()).isEqualTo("""
                [R01] GET /users is answered twice. Expected one method for a verb and a path. Remove one of the two \
                methods, or move one of the classes.
                    shop/routes/Users.java:4
                    shop/routes/users/index.java:2""");
    }

    @Test
    @DisplayName("row 42: all faults of an application are told at once, a paragraph each")
    void allAtOnce() throws Exception {
        tree.route("shop.routes.users.$id", "/users/{id}")
                .route("shop.routes.users.$name.posts", "/users/{name}/posts")
                .route("shop.routes.users.$_", "/users/{_}")
                .source("shop.routes.about", "class about { void get() {} }")
                .compile();
        String[] paragraphs = fault().split("\n\n");

        assertThat(paragraphs).hasSize(3);
        assertThat(paragraphs[0]).contains("have no binder", "shop/routes/about.java:1");
        assertThat(paragraphs[1])
                .startsWith("[R02]")
                .contains("\n    shop/routes/users/$_.java:2", "\n    shop/routes/users/$id.java:2");
        assertThat(paragraphs[2])
                .startsWith("[R03]")
                .contains("\n    shop/routes/users/$id.java:2", "\n    shop/routes/users/$name/posts.java:2");
    }

    @Test
    @DisplayName("row 22: a folder of a _middleware whose parameter has another name than in its routes is R03")
    void driftOfScope() throws Exception {
        tree.route("shop.routes.users.$id.posts", "/users/{id}/posts")
                .middleware("shop.routes.Users.$user", "/users/{user}")
                .compile();

        assertThat(fault()).startsWith("[R03]").contains("Users/$user/_middleware.java:1", "users/$id/posts.java:2");
    }

    @Test
    @DisplayName("two _middleware classes of one folder, by two spellings of it, are R01")
    void twoMiddleware() throws Exception {
        tree.middleware("shop.routes.sign_in", "/sign-in")
                .middleware("shop.routes.SignIn", "/sign-in")
                .compile();

        assertThat(fault())
                .startsWith("[R01] The folder /sign-in has two classes _middleware")
                .contains("shop/routes/SignIn/_middleware.java:1", "shop/routes/sign_in/_middleware.java:1");
    }

    @Test
    @DisplayName("R09: a _middleware below a rest would hold for nothing")
    void belowRest() throws Exception {
        tree.middleware("shop.routes.files.$$path", "/files/{path...}").compile();

        assertThat(fault()).startsWith("[R09]").contains("/files/{path...}", "$$path/_middleware.java:1");
    }

    @Test
    @DisplayName("row 39: the segments of packages and classes are those that @Segment says")
    void segments() throws Exception {
        tree.packageSegment("shop.routes.well_known", ".well-known")
                .source("shop.routes.well_known.robots", "@Segment(\"robots.txt\") class robots { void get() {} }")
                .compile();

        assertThat(RouteFiles.of(tree.inFolder().lookupClass()).templateOf("shop.routes.well_known.robots"))
                .isEqualTo(PathTemplate.parse("/.well-known/robots.txt"));
    }

    @Test
    @DisplayName("row 155: a package-info that changed while its routes were not compiled again is found")
    void stalePath() throws Exception {
        tree.route("shop.routes.known.robots", "/known/robots").compile();
        assertThatCode(() -> Linker.link(tree.inFolder())).doesNotThrowAnyException();
        tree.packageSegment("shop.routes.known", ".well-known").compileOnly("shop.routes.known.package-info");

        assertThat(fault())
                .contains("says /known/robots", "say /.well-known/robots", "compile again", "known/robots.java:1");
    }

    @Test
    @DisplayName("row 155: after one file is compiled again the others are linked as before")
    void incremental() throws Exception {
        tree.route("shop.routes.index", "/")
                .route("shop.routes.about", "/about")
                .compile();
        tree.route("shop.routes.about", "/about", "String get() { return \"changed\"; }")
                .compileOnly("shop.routes.about");

        assertThat(Linker.link(tree.inFolder()).binders()).hasSize(2);
        assertThat(status("/")).isEqualTo(200);
    }

    @Test
    @DisplayName("row 156: a route whose class file is gone is a 404, even if its binder and its record stay behind")
    void deleted() throws Exception {
        tree.route("shop.routes.index", "/")
                .route("shop.routes.about", "/about")
                .compile();
        assertThat(status("/about")).isEqualTo(200);
        Files.delete(tree.classes().resolve("shop/routes/about.class"));

        assertThat(status("/about")).isEqualTo(404);
        assertThat(status("/")).isEqualTo(200);
    }

    @Test
    @DisplayName("row 56: classes of the package middleware hold for 404s and files too")
    void global() throws Exception {
        tree.global("m10_first")
                .route("shop.routes.index", "/")
                .resource("public/hello.txt", "hello")
                .compile();

        for (String path : List.of("/", "/missing", "/hello.txt")) {
            assertThat(answer(path).headers().first("X-Global")).contains("m10_first");
        }
    }

    @Test
    @DisplayName("row 56: a class of the package middleware without a binder stops the start")
    void globalWithoutBinder() throws Exception {
        tree.source(
                        "shop.middleware.m10_guard",
                        "class m10_guard { Response any(Request request, Handler next) { return null; } }")
                .source("shop.middleware.Helper", "class Helper { void help() {} }")
                .compile();

        assertThat(fault())
                .contains("have no binder", "shop/middleware/m10_guard.java:1")
                .doesNotContain("Helper");
    }

    @Test
    @DisplayName("row 56: helpers beside global middleware, and below it, need no binder")
    void helpersOfGlobal() throws Exception {
        tree.source("shop.middleware.Cache", "class Cache { String get(String key) { return key; } }")
                .source(
                        "shop.middleware.util.Guard",
                        "class Guard { Response any(Request request, Handler next) { return null; } }")
                .compile();

        assertThatCode(() -> Linker.link(tree.inFolder())).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("row 48: where case is ignored, two _middleware of one folder in two cases are R01")
    void twoMiddlewareIgnoringCase() throws Exception {
        tree.middleware("shop.routes.admin", "/admin")
                .packageSegment("shop.routes.adm", "Admin")
                .middleware("shop.routes.adm", "/Admin")
                .compile();
        Dispatcher.Builder builder = Dispatcher.builder().application(tree.inFolder());

        assertThatCode(() -> builder.build(new Services())).doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        builder.matching(Matching.DEFAULT.withIgnoreCase(true)).build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("[R01] The folder /admin has two classes _middleware")
                .hasMessageContainingAll("routes/adm/_middleware.java:1", "routes/admin/_middleware.java:1");
    }

    @Test
    @DisplayName("row 22, row 48: where case is ignored, a folder's parameter has to be called as in the other case")
    void driftIgnoringCase() throws Exception {
        tree.route("shop.routes.users.$id.posts", "/users/{id}/posts")
                .packageSegment("shop.routes.other", "Users")
                .middleware("shop.routes.other.$user", "/Users/{user}")
                .compile();
        Dispatcher.Builder builder =
                Dispatcher.builder().application(tree.inFolder()).matching(Matching.DEFAULT.withIgnoreCase(true));

        assertThatThrownBy(() -> builder.build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("[R03]");
    }

    @Test
    @DisplayName("R11: a library's route at a path of the application names the application's file and the library")
    void library() throws Exception {
        tree.route("shop.routes.docs", "/docs").compile();
        var docs = new Route(
                "/docs", "some.library.Docs", "", List.of(new Operation(Verb.GET, "", List.of(), String.class)));
        Dispatcher.Builder builder = Dispatcher.builder()
                .application(tree.inFolder())
                .route(docs, whole -> Map.of(Verb.GET, request -> Response.of(204)));

        assertThatThrownBy(() -> builder.build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("[R11] GET /docs is answered twice.")
                .hasMessageContainingAll("\n    shop/routes/docs.java:2", "\n    some.library.Docs");
    }

    private String fault() {
        return String.valueOf(catchThrowableOfType(
                        StartupException.class, () -> Dispatcher.builder().application(tree.inFolder()))
                .getMessage());
    }

    private int status(String path) throws Exception {
        return answer(path).status();
    }

    private Response answer(String path) throws Exception {
        return Dispatcher.builder()
                .application(tree.inFolder())
                .build(new Services())
                .handle(Request.of("GET", path, Headers.empty(), Body.empty(), "r-1", Scope.root()));
    }
}
