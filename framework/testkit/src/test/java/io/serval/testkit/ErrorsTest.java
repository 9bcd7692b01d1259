package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error")
class ErrorsTest {
    private static final String FAILING =
            "interface %s { static void get() { throw new IllegalStateException(\"secret\"); } static void post() { throw new IllegalStateException(\"secret\"); } }";

    /** An error handler that answers with the status and takes down that it was asked. */
    private static String answering(String exception, int status) {
        return """
                record _error(Journal journal) {
                    Response on(%s error, Request request) {
                        journal.add("%d");
                        return Response.text(%d, error.getMessage());
                    }
                }
                """.formatted(exception, status, status);
    }

    @Test
    @DisplayName("row 50: of a path without a route goes through the error handlers of the literal folders around it")
    void noMatch() {
        var tree = tree(
                "_error.java", answering("ProblemException", 410),
                "users/_error.java", answering("ProblemException", 418),
                "users/index.java", FAILING.formatted("index"));

        tree.get("/missing").is(410);
        tree.get("/users/missing").is(418);
    }

    @Test
    @DisplayName("row 74: goes to the nearest handler, and on outwards if that throws it again")
    void nearestFirst() {
        var tree = tree(
                "_error.java",
                answering("Exception", 502),
                "users/_error.java",
                """
                record _error(Journal journal) {
                    Response on(IllegalStateException error, Request request) {
                        journal.add("inner");
                        if (request.query().first("rethrow").isPresent()) { throw error; }
                        return Response.text(409, "shaped");
                    }
                }
                """,
                "users/index.java",
                FAILING.formatted("index"),
                "about.java",
                FAILING.formatted("about"));

        tree.get("/users").is(409).body("shaped");
        assertThat(tree.journal()).containsExactly("inner");
        tree.get("/users?rethrow=1").is(502);
        assertThat(tree.journal()).containsExactly("inner", "inner", "502");
        tree.get("/about").is(502);
    }

    @Test
    @DisplayName("row 75: of a verb goes to the handler of the verb before the general one")
    void byVerb() {
        var tree = tree("_error.java", """
                final class _error {
                    Response on(Exception error, Request request) { return Response.of(500); }
                    @On(Verb.GET) Response onGet(Exception error, Request request) { return Response.of(599); }
                }
                """, "about.java", FAILING.formatted("about"));

        tree.get("/about").is(599);
        tree.head("/about").is(599);
        tree.post("/about").is(500);
    }

    @Test
    @DisplayName("row 76: goes to the method of the most special exception, before the verb")
    void byType() {
        var tree = tree(
                "_error.java",
                """
                final class _error {
                    @On(Verb.GET) Response onGet(Exception error, Request request) { return Response.of(500); }
                    Response on(RuntimeException error, Request request) { return Response.of(501); }
                    Response on(IllegalStateException error, Request request) { return Response.of(502); }
                }
                """,
                "about.java",
                FAILING.formatted("about"),
                "other.java",
                "interface other { static void get() { throw new IllegalArgumentException(); } }",
                "checked.java",
                "interface checked { static void get() throws Exception { throw new Exception(); } }");

        tree.get("/about").is(502);
        tree.get("/other").is(501);
        tree.get("/checked").is(500);
    }

    @Test
    @DisplayName("row 77, D1: of middleware becomes its response, and goes to the handlers outside of its folder")
    void ofMiddleware() {
        String guard =
                "final class _middleware { Response any(Request request, Handler next) { throw new ProblemException(Problem.of(401, \"no\")); } }";
        var tree = tree(
                "plain/_middleware.java", guard,
                "plain/index.java", FAILING.formatted("index"),
                "outer/_error.java", answering("ProblemException", 499),
                "outer/inner/_middleware.java", guard,
                "outer/inner/_error.java", answering("ProblemException", 498),
                "outer/inner/index.java", FAILING.formatted("index"));

        tree.get("/plain").problem(401).detail("no");
        tree.get("/outer/inner").is(499);
        assertThat(tree.journal()).containsExactly("499");
    }

    @Test
    @DisplayName("row 77: of middleware of the whole application is a problem too")
    void ofGlobalMiddleware() {
        tree(
                        "about.java",
                        FAILING.formatted("about"),
                        "../middleware/m1.java",
                        "final class m1 { Response any(Request request, Handler next) { throw new ProblemException(Problem.of(401, \"no\")); } }")
                .get("/about")
                .problem(401);
    }

    @Test
    @DisplayName("row 78: may carry its status and headers")
    void statusAndHeaders() {
        tree(
                        "about.java",
                        "interface about { static void get() { throw new ProblemException(Problem.of(418, \"short\"), Headers.of(\"X-Pot\", \"tea\")); } }")
                .get("/about")
                .is(418)
                .has("X-Pot", "tea")
                .problem(418)
                .detail("short");
    }

    @Test
    @DisplayName("row 79: is a problem document with type, title, status and instance")
    void problem() {
        var problem = tree("about.java", "interface about {}")
                .get("/a%20b")
                .problem(404)
                .json();

        assertThat(problem.path("type").asString("")).isEqualTo("about:blank");
        assertThat(problem.path("title").asString("")).isEqualTo("Not Found");
        assertThat(problem.path("instance").asString("")).isEqualTo("/a%20b");
        assertThat(problem.path("requestId").asString("")).isNotEmpty();
    }

    @Test
    @DisplayName("row 79, D26: may tell more than that, in any JSON")
    void members() {
        var problem = tree(
                        "about.java",
                        "interface about { record Left(int coins) {} static void get() { throw new ProblemException(Problem.of(402, \"Too dear.\").with(\"left\", new Left(3))); } }")
                .get("/about")
                .problem(402)
                .detail("Too dear.")
                .json();

        assertThat(problem.path("left").path("coins").asInt(0)).isEqualTo(3);
    }

    @Test
    @DisplayName("row 80, D11: of broken JSON says where it breaks")
    void brokenJson() {
        tree(
                        "things.java",
                        "interface things { record Thing(String name) {} static Thing post(Thing thing) { return thing; } }")
                .post("/things", "{\"name\": \"x\"")
                .problem(400)
                .detail("line 1");
    }

    @Test
    @DisplayName("row 81: that nobody handles is a 500 that tells nothing")
    void unhandled() {
        var problem = tree("about.java", FAILING.formatted("about"))
                .get("/about")
                .omits("secret")
                .problem(500)
                .withoutDetail();

        problem.response().omits("IllegalStateException").omits("app.routes");
    }

    @Test
    @DisplayName("row 81: is explained by a page in dev mode, to a browser")
    void devPage() {
        var tree = tree("about.java", FAILING.formatted("about")).with(TestSetup::dev);

        tree.request("GET", "/about")
                .header("Accept", "text/html")
                .send()
                .is(500)
                .contains("secret")
                .contains("IllegalStateException")
                .contains("app.routes.about");
        tree.get("/about").problem(500).detail("secret");
    }
}
