package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The name of a file")
class FileNamesTest {
    @Test
    @DisplayName("row 1, row 2: index is the folder itself")
    void index() {
        var tree = tree(
                "index.java", "interface index { static String get() { return \"root\"; } }",
                "users/index.java", "interface index { static String get() { return \"users\"; } }");

        tree.get("/").is(200).json("\"root\"");
        tree.get("/users").is(200).json("\"users\"");
        tree.get("/index").is(404);
        tree.get("/users/index").is(404);
    }

    @Test
    @DisplayName("row 3: a folder called index is a segment")
    void indexFolder() {
        var tree = tree("index/index.java", "interface index { static String get() { return \"x\"; } }");

        tree.get("/index").is(200).json("\"x\"");
        tree.get("/").is(404);
    }

    @Test
    @DisplayName("row 4: is a segment")
    void literal() {
        var tree = tree("about.java", "interface about { static String get() { return \"x\"; } }");

        tree.get("/about").is(200).json("\"x\"");
        tree.get("/about/x").is(404);
        tree.get("/").is(404);
    }

    @Test
    @DisplayName("row 14: with a dollar sign is a parameter of one segment")
    void parameter() {
        var tree = tree("users/$id.java", "interface $id { static long get(long id) { return id; } }");

        tree.get("/users/42").is(200).json("42");
        tree.get("/users/4/2").is(404);
        tree.get("/users").is(404);
    }

    @Test
    @DisplayName("row 20: of folders can be parameters too")
    void twoParameters() {
        tree(
                        "users/$id/posts/$postId.java",
                        "interface $postId { static List<Long> get(long id, long postId) { return List.of(id, postId); } }")
                .get("/users/1/posts/2")
                .is(200)
                .json("[1, 2]");
    }

    @Test
    @DisplayName("row 27: with a dollar sign at both ends is an optional segment")
    void optional() {
        var tree = tree(
                "docs/$section$.java",
                "interface $section$ { static String get(Optional<String> section) { return section.orElse(\"none\"); } }");

        tree.get("/docs").is(200).json("\"none\"");
        tree.get("/docs/a").is(200).json("\"a\"");
        tree.get("/docs/a/b").is(404);
    }

    @Test
    @DisplayName("row 27: of a folder may be an optional segment in the middle of a path")
    void optionalFolder() {
        var tree = tree(
                "$language$/about.java",
                "interface about { static String get(Optional<String> language) { return language.orElse(\"en\"); } }");

        tree.get("/about").is(200).json("\"en\"");
        tree.get("/de/about").is(200).json("\"de\"");
    }

    @Test
    @DisplayName("row 29: with two dollar signs is the rest, of one segment at least")
    void rest() {
        var tree = tree(
                "docs/$$slug.java", "interface $$slug { static List<String> get(List<String> slug) { return slug; } }");

        tree.get("/docs/a/b/c").is(200).json("[\"a\", \"b\", \"c\"]");
        tree.get("/docs").is(404);
    }

    @Test
    @DisplayName("row 30: with two dollar signs, and one at the end, is a rest that may be none")
    void restOrNone() {
        var tree = tree(
                "docs/$$path$.java",
                "interface $$path$ { static List<String> get(List<String> path) { return path; } }");

        tree.get("/docs").is(200).json("[]");
        tree.get("/docs/a/b").is(200).json("[\"a\", \"b\"]");
    }

    @Test
    @DisplayName("row 31: of two dollar signs alone is a rest without a name")
    void unnamedRest() {
        var tree =
                tree("docs/$$.java", "interface $$ { static String get(Request request) { return request.path(); } }");

        tree.get("/docs").is(200).json("\"/docs\"");
        tree.get("/docs/x/y").is(200).json("\"/docs/x/y\"");
        tree.get("/").is(404);
    }

    @Test
    @DisplayName("row 34, D8: of a dollar sign and an underscore is exactly one segment")
    void wildcard() {
        var tree = tree("users/$_.java", "interface $_ { static String get() { return \"x\"; } }");

        tree.get("/users/7").is(200);
        tree.get("/users").is(404);
        tree.get("/users/7/8").is(404);
    }

    @DisplayName("row 38: may hold hyphens, underscores and keywords of Java")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"sign_in, /sign-in", "new_, /new", "a__b, /a_b", "$user_id, /7"})
    void hyphens(String name, String path) {
        String parameter = name.startsWith("$") ? "String user_id" : "";
        tree(name + ".java", "interface " + name + " { static String get(" + parameter + ") { return \"x\"; } }")
                .get(path)
                .is(200);
    }

    @Test
    @DisplayName("row 39: gives way to @Segment, on a class and on the package-info of a folder")
    void segment() {
        var tree = tree(
                "robots.java", "@Segment(\"robots.txt\") interface robots { static String get() { return \"x\"; } }",
                "known/package-info.java", "@Segment(\".well-known\")",
                "known/security.java",
                        "@Segment(\"security.txt\") interface security { static String get() { return \"y\"; } }");

        tree.get("/robots.txt").is(200).json("\"x\"");
        tree.get("/.well-known/security.txt").is(200).json("\"y\"");
        tree.get("/robots").is(404);
        tree.get("/known/security.txt").is(404);
    }

    @Test
    @DisplayName("row 40: may have capitals in place of hyphens")
    void capitals() {
        tree("SignIn.java", "interface SignIn { static String get() { return \"x\"; } }")
                .get("/sign-in")
                .is(200);
    }

    @Test
    @DisplayName("row 51: that begins with an underscore is private, of a folder too")
    void underscore() {
        var tree = tree(
                "_helper.java", "interface _helper { static String get() { return \"x\"; } }",
                "_lib/x.java", "interface x { static String get() { return \"x\"; } }",
                "about.java", "interface about { static String get() { return app.routes._lib.y.TEXT; } }",
                "_lib/y.java", "public interface y { String TEXT = \"from a helper\"; }");

        tree.get("/about").is(200).json("\"from a helper\"");
        tree.get("/_lib/x").is(404);
        tree.get("/lib/x").is(404);
        tree.get("/_helper").is(404);
        tree.get("/helper").is(404);
    }

    @DisplayName("row 53: is that of a route whatever kind of class it holds")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "interface about { static String get() { return \"x\"; } }",
                "final class about { String get() { return \"x\"; } }",
                "record about(Journal journal) { String get() { return \"x\"; } }",
                "enum about { ; static String get() { return \"x\"; } }"
            })
    void kinds(String source) {
        tree("about.java", source).get("/about").is(200).json("\"x\"");
    }

    @Test
    @DisplayName("row 54: of a class without verbs is no route, and no error")
    void helper() {
        var tree = tree(
                "Dto.java", "record Dto(String name) {}",
                "about.java", "interface about { static Dto get() { return new Dto(\"x\"); } }");

        assertThat(tree.messages()).isEmpty();
        tree.get("/about").is(200).json("{\"name\": \"x\"}");
        tree.get("/dto").is(404);
    }
}
