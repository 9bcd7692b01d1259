package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Middleware")
class MiddlewareTest {
    private static final String HANDLER =
            "record %s(Journal journal) { String get() { journal.add(\"handler\"); return \"x\"; } }";

    /** A class whose methods of these names take down when they are entered and left. */
    private static String marking(String name, String mark, String... verbs) {
        var methods = new StringBuilder();
        for (String verb : verbs) {
            methods.append("""
                    Response %1$s(Request request, Handler next) throws Exception {
                        journal.add("%2$s");
                        try { return next.handle(request); } finally { journal.add("/%2$s"); }
                    }
                    """.formatted(verb, mark));
        }
        return "record " + name + "(Journal journal) {\n" + methods + "}";
    }

    private static String handler(String name) {
        return HANDLER.formatted(name);
    }

    @Test
    @DisplayName("row 56: of the whole application wraps all, and what nothing answers")
    void global() {
        var tree = tree(
                        "about.java",
                        handler("about"),
                        "../middleware/m10_mark.java",
                        marking("m10_mark", "global", "any"))
                .resource("public/file.txt", "file");

        tree.get("/missing").is(404);
        assertThat(tree.journal()).containsExactly("global", "/global");
        tree.get("/file.txt").is(200);
        assertThat(tree.journal()).hasSize(4);
        tree.get("/about").is(200);
        assertThat(tree.journal()).hasSize(7).endsWith("global", "handler", "/global");
    }

    @Test
    @DisplayName("row 57, D2: of the whole application is in the order of its names, whatever its verbs")
    void order() {
        var tree = tree(
                "about.java", handler("about"),
                "_middleware.java", marking("_middleware", "root", "any"),
                "../middleware/m20_b.java", marking("m20_b", "b", "any"),
                "../middleware/m10_a.java", marking("m10_a", "a", "get"));

        tree.get("/about").is(200);
        assertThat(tree.journal()).containsExactly("a", "b", "root", "handler", "/root", "/b", "/a");
    }

    @Test
    @DisplayName("row 58: of a folder wraps its index and all below, and nothing beside it")
    void scoped() {
        var tree = tree(
                "users/_middleware.java", marking("_middleware", "users", "any"),
                "users/index.java", handler("index"),
                "users/$id.java",
                        "record $id(Journal journal) { String get(String id) { journal.add(id); return \"x\"; } }",
                "about.java", handler("about"));

        tree.get("/about").is(200);
        assertThat(tree.journal()).containsExactly("handler");
        tree.get("/users").is(200);
        tree.get("/users/1").is(200);
        assertThat(tree.journal()).containsExactly("handler", "users", "handler", "/users", "users", "1", "/users");
    }

    @Test
    @DisplayName("row 59, D6: of a folder with a parameter does not wrap the literal beside it")
    void dynamicScope() {
        var tree = tree(
                "$tenant/_middleware.java", marking("_middleware", "tenant", "any"),
                "$tenant/index.java", "record index(Journal journal) { String get(String tenant) { return tenant; } }",
                "about.java", handler("about"));

        tree.get("/about").is(200);
        assertThat(tree.journal()).containsExactly("handler");
        tree.get("/acme").is(200);
        assertThat(tree.journal()).containsExactly("handler", "tenant", "/tenant");
    }

    @Test
    @DisplayName("row 60, D6: of a folder with an expression wraps what fits it alone")
    void regexScope() {
        var tree = tree(
                "number/package-info.java", "@Segment(\"{n:[0-9]+}\")",
                "number/_middleware.java", marking("_middleware", "number", "any"),
                "number/index.java", "interface index { static long get(long n) { return n; } }",
                "$name/index.java", "interface index { static String get(String name) { return name; } }");

        tree.get("/abc").is(200).json("\"abc\"");
        assertThat(tree.journal()).isEmpty();
        tree.get("/7").is(200).json("7");
        assertThat(tree.journal()).containsExactly("number", "/number");
    }

    @Test
    @DisplayName("row 61: is an onion, from the outside to the inside and back")
    void onion() {
        var tree = tree(
                "../middleware/m1.java", marking("m1", "global", "any"),
                "users/_middleware.java", marking("_middleware", "users", "any"),
                "users/index.java", handler("index"));

        tree.get("/users").is(200);
        assertThat(tree.journal()).containsExactly("global", "users", "handler", "/users", "/global");
    }

    @Test
    @DisplayName("row 62: of a verb is for that verb alone")
    void verbScoped() {
        var tree = tree(
                "_middleware.java",
                marking("_middleware", "post", "post"),
                "about.java",
                "interface about { static String get() { return \"x\"; } static String post() { return \"y\"; } }");

        tree.get("/about").is(200);
        assertThat(tree.journal()).isEmpty();
        tree.post("/about").is(200);
        assertThat(tree.journal()).containsExactly("post", "/post");
    }

    @Test
    @DisplayName("row 63: may answer itself, and what lies outside of it still sees the answer")
    void shortCircuit() {
        var tree = tree(
                "_middleware.java", marking("_middleware", "outer", "any"),
                "users/_middleware.java",
                        "final class _middleware { Response any(Request request, Handler next) { return Response.text(200, \"instead\"); } }",
                "users/index.java", handler("index"));

        tree.get("/users").is(200).body("instead");
        assertThat(tree.journal()).containsExactly("outer", "/outer");
    }

    @Test
    @DisplayName("row 64: of one handler runs inside that of the folders")
    void local() {
        var tree = tree("_middleware.java", marking("_middleware", "folder", "any"), "about.java", """
                final class about {
                    final Handler post;

                    about(Journal journal) {
                        post = Handlers.handler(request -> { journal.add("handler"); return Response.text(200, "x"); })
                                .with((request, next) -> { journal.add("first"); return next.handle(request); },
                                      (request, next) -> { journal.add("second"); return next.handle(request); })
                                .onError((error, request) -> Response.of(500));
                    }
                }
                """);

        tree.post("/about").is(200).body("x");
        assertThat(tree.journal()).containsExactly("folder", "first", "second", "handler", "/folder");
    }

    @Test
    @DisplayName("row 64: of a constant may give it a type of its own")
    void constantOfOwnType() {
        tree(
                        "../Mine.java",
                        "public interface Mine extends io.serval.core.Handler {}",
                        "about.java",
                        "interface about { app.Mine get = request -> Response.text(200, \"x\"); }")
                .get("/about")
                .is(200)
                .body("x");
    }

    @Test
    @DisplayName("row 64: of a constant needs no object of the route")
    void constant() {
        tree(
                        "about.java",
                        "interface about { Handler post = Handlers.handler(request -> Response.text(200, \"x\"))"
                                + ".with((request, next) -> next.handle(request).with(\"X-By\", \"local\")); }")
                .post("/about")
                .is(200)
                .has("X-By", "local");
    }

    @Test
    @DisplayName("row 69: that calls next twice is named in the error")
    void nextTwice() {
        var tree = tree("users/_middleware.java", """
                record _middleware(Journal journal) {
                    Response any(Request request, Handler next) throws Exception {
                        next.handle(request);
                        try { return next.handle(request); }
                        catch (IllegalStateException e) { journal.add(e.getMessage()); throw e; }
                    }
                }
                """, "users/index.java", handler("index"));

        tree.get("/users").problem(500);
        assertThat(tree.journal()).hasSize(2).first().isEqualTo("handler");
        assertThat(tree.journal().getLast()).contains("_middleware", "/users", "twice");
    }

    @Test
    @DisplayName("row 82: hands typed values on to what runs after it")
    void locals() {
        tree(
                        "../Caller.java",
                        "public record Caller(String name) { public static final io.serval.core.Key<Caller> KEY = io.serval.core.Key.named(\"caller\"); }",
                        "_middleware.java",
                        """
                        final class _middleware {
                            Response any(Request request, Handler next) throws Exception {
                                return next.handle(request.with(app.Caller.KEY, new app.Caller("Ada")));
                            }
                        }
                        """,
                        "about.java",
                        "interface about { static String get(Request request) { return request.local(app.Caller.KEY).orElseThrow().name(); } }")
                .get("/about")
                .is(200)
                .json("\"Ada\"");
    }
}
