package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An application that a test writes down")
class TreeTest {
    private static final String ABOUT = "interface about { static String get() { return \"x\"; } }";

    @Test
    @DisplayName("row 159: answers without sockets, by the binders that the processor wrote for it")
    void answers() {
        tree("about.java", ABOUT).get("/about").is(200).json("\"x\"");
    }

    @Test
    @DisplayName("has folders with parameters, middleware and error handlers, and classes beside its routes")
    void folders() {
        var tree = tree(
                "users/$id.java", """
                record $id(Journal journal) {
                    app.User get(long id) {
                        journal.add("get");
                        return new app.User(id);
                    }
                }
                """, "users/_middleware.java", """
                record _middleware(Journal journal) {
                    Response any(Request request, Handler next) throws Exception {
                        journal.add("before");
                        return next.handle(request).with("X-By", "users");
                    }
                }
                """, "../User.java", "public record User(long id) {}");

        tree.get("/users/7").is(200).has("X-By", "users").json("{\"id\": 7}");
        assertThat(tree.journal()).containsExactly("before", "get");
    }

    @Test
    @DisplayName("tells what the compiler says, file and line first, and fails a test that asks it all the same")
    void messages() {
        var tree = tree("about.java", "interface about {\n    static Strin get() { return null; }\n}");

        assertThat(tree.messages())
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).startsWith("routes/about.java:2: "));
        assertThatThrownBy(() -> tree.get("/about"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("routes/about.java:2: ");
    }

    @Test
    @DisplayName("row 155: keeps all other routes when one is compiled again")
    void recompile() {
        var tree = tree("about.java", ABOUT, "other.java", "interface other { static int get() { return 1; } }");
        tree.get("/about").json("\"x\"");
        tree.recompile("about.java", ABOUT.replace('x', 'y'));

        tree.get("/about").json("\"y\"");
        tree.get("/other").json("1");
    }

    @Test
    @DisplayName("row 156: has a route no more once it is removed")
    void remove() {
        var tree = tree("about.java", ABOUT, "other.java", "interface other { static int get() { return 1; } }");
        tree.get("/about").is(200);
        tree.remove("about.java");

        tree.get("/about").problem(404);
        tree.get("/other").is(200);
    }

    @Test
    @DisplayName("has files")
    void resources() {
        tree("about.java", ABOUT)
                .resource("public/robots.txt", "Disallow:")
                .get("/robots.txt")
                .is(200)
                .body("Disallow:");
    }

    @Test
    @DisplayName("answers over sockets as it does without")
    void served() {
        try (var tree = tree("about.java", ABOUT)) {
            tree.served().get("/about").is(200).json("\"x\"");
        }
    }
}
