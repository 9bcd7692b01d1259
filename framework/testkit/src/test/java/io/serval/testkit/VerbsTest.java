package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A verb")
class VerbsTest {
    private static final String ABOUT = "interface about { static String get() { return \"x\"; } }";

    @Test
    @DisplayName("row 5, row 6, D10: that is not declared is a 405, which says what is allowed")
    void wrongVerb() {
        var tree = tree("about.java", ABOUT);

        tree.get("/about").is(200);
        tree.post("/about")
                .is(405)
                .has("Allow", "GET, HEAD, OPTIONS")
                .problem(405)
                .detail("GET, HEAD, OPTIONS");
    }

    @Test
    @DisplayName("row 6: is allowed where one of two files of a path has it")
    void union() {
        var tree = tree(
                "Users.java", "interface Users { static String get() { return \"get\"; } }",
                "users/index.java", "interface index { static String post() { return \"post\"; } }");

        tree.get("/users").is(200).json("\"get\"");
        tree.post("/users").is(200).json("\"post\"");
        tree.delete("/users").is(405).has("Allow", "GET, HEAD, POST, OPTIONS");
    }

    @Test
    @DisplayName("row 7: of its own goes before any")
    void any() {
        var tree = tree(
                "about.java",
                "interface about { static String get() { return \"get\"; } static String any() { return \"any\"; } }");

        tree.get("/about").is(200).json("\"get\"");
        tree.post("/about").is(200).json("\"any\"");
        tree.request("PROPFIND", "/about").send().is(200).json("\"any\"");
    }

    @Test
    @DisplayName("row 8, D10: options is answered unless it is declared")
    void options() {
        var tree = tree(
                "about.java",
                ABOUT,
                "own.java",
                "interface own { static String get() { return \"x\"; } static Response options() { return Response.text(200, \"mine\"); } }");

        tree.options("/about").is(204).has("Allow", "GET, HEAD, OPTIONS").body("");
        tree.options("/own").is(200).body("mine");
    }

    @Test
    @DisplayName("row 9: head goes before get where both are declared")
    void ownHead() {
        var tree = tree(
                "about.java",
                "interface about { static Response get() { return Response.text(200, \"x\"); } "
                        + "static Response head() { return Response.of(200).with(\"X-By\", \"head\"); } }");

        tree.head("/about").is(200).has("X-By", "head");
        tree.get("/about").is(200).lacks("X-By");
    }

    @Test
    @DisplayName("row 10: get also answers HEAD, with the same headers and no body")
    void head() {
        try (var tree = tree("about.java", ABOUT)) {
            tree.served();
            TestResponse get = tree.get("/about").is(200);
            TestResponse head = tree.head("/about").is(200).body("");

            assertThat(head.header("Content-Length")).hasValue("3").isEqualTo(get.header("Content-Length"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        }
    }

    @Test
    @DisplayName("row 11, D4: HEAD goes to the route that GET goes to, past a broader any")
    void headIsConsistent() {
        var tree = tree(
                "docs/intro.java",
                "interface intro { static Response get() { return Response.of(200).with(\"X-By\", \"intro\"); } }",
                "docs/$$slug.java",
                "interface $$slug { static Response any(List<String> slug) { return Response.of(200).with(\"X-By\", \"rest\"); } }");

        tree.head("/docs/intro").has("X-By", "intro");
        tree.get("/docs/intro").has("X-By", "intro");
        tree.head("/docs/other").has("X-By", "rest");
    }

    @Test
    @DisplayName("row 12, D3: HEAD is guarded by what guards GET")
    void headIsGuarded() {
        var tree = tree(
                "about.java",
                "record about(Journal journal) { String get() { journal.add(\"handler\"); return \"x\"; } }",
                "_middleware.java",
                """
                final class _middleware {
                    Response get(Request request, Handler next) {
                        throw new ProblemException(Problem.of(401, "Who are you?"));
                    }
                }
                """);

        tree.head("/about").is(401);
        tree.get("/about").is(401);
        assertThat(tree.journal()).isEmpty();
    }

    @DisplayName("row 13: that nobody knows is a 405")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PROPFIND", "get", "X"})
    void unknown(String method) {
        tree("about.java", ABOUT).request(method, "/about").send().problem(405);
    }
}
