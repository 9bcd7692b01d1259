package io.serval.testkit;

import static io.serval.testkit.Tree.tree;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A path")
class MatchingTest {
    private static final String NUMBER =
            "@Segment(\"{id:[0-9]+}\") interface number { static String get(long id) { return \"number \" + id; } }";

    @Test
    @DisplayName("row 15, D11: is decoded once it is split")
    void decoded() {
        var tree = tree("users/$name.java", "interface $name { static String get(String name) { return name; } }");

        tree.get("/users/J%C3%BCrgen").is(200).json("\"Jürgen\"");
        tree.get("/users/a%2Fb").is(200).json("\"a/b\"");
        tree.get("/users/a%252Fb").is(200).json("\"a%2Fb\"");
        tree.get("/users/a+b").is(200).json("\"a+b\"");
    }

    @DisplayName("row 16: with a broken encoding is a 400")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/users/%zz", "/users/%", "/users/%C3", "/users/%00"})
    void brokenEncoding(String path) {
        tree("users/$name.java", "interface $name { static String get(String name) { return name; } }")
                .request("GET", path)
                .send()
                .problem(400);
    }

    @Test
    @DisplayName("row 17, D11: whose parameter cannot be read is a 404")
    void typed() {
        var tree = tree("users/$id.java", "interface $id { static long get(long id) { return id; } }");

        tree.get("/users/7").is(200);
        tree.get("/users/abc").problem(404).detail("'abc' is not a whole number");
        tree.get("/users/99999999999999999999").problem(404);
    }

    @Test
    @DisplayName("row 18: may hold a constant of an enum")
    void constant() {
        var tree = tree(
                "$colour.java",
                "interface $colour { enum Colour { RED, GREEN } static Colour get(Colour colour) { return colour; } }");

        tree.get("/red").is(200).json("\"RED\"");
        tree.get("/pink").problem(404);
    }

    @Test
    @DisplayName("row 23: fits an expression as a whole")
    void regex() {
        var tree = tree("number.java", NUMBER);

        tree.get("/7").is(200).json("\"number 7\"");
        tree.get("/7a").is(404);
        tree.get("/a7").is(404);
    }

    @Test
    @DisplayName("row 24, D7: that does not fit an expression falls through to a parameter, whatever its verbs")
    void regexMiss() {
        var tree = tree(
                "number.java",
                NUMBER,
                "$name.java",
                "interface $name { static String any(String name) { return \"name \" + name; } }");

        tree.get("/7").json("\"number 7\"");
        tree.get("/abc").is(200).json("\"name abc\"");
    }

    @Test
    @DisplayName("row 25, D7: that does not fit an expression falls through to a rest")
    void regexThenRest() {
        var tree = tree(
                "number.java",
                NUMBER,
                "$$rest.java",
                "interface $$rest { static List<String> get(List<String> rest) { return rest; } }");

        tree.get("/7").json("\"number 7\"");
        tree.get("/abc").is(200).json("[\"abc\"]");
        tree.get("/7/8").is(200).json("[\"7\", \"8\"]");
    }

    @Test
    @DisplayName("row 36: may have several parameters in a segment, of which the first take as much as they can")
    void embedded() {
        var tree = tree(
                "file.java",
                "@Segment(\"{name}.{ext}\") interface file { static List<String> get(String name, String ext) { return List.of(name, ext); } }");

        tree.get("/a.tar.gz").is(200).json("[\"a.tar\", \"gz\"]");
        tree.get("/a").is(404);
        tree.get("/.gz").is(404);
    }

    @Test
    @DisplayName("row 37: may have a parameter between literal parts")
    void prefixAndSuffix() {
        var tree = tree(
                "post.java", "@Segment(\"post-{id}.json\") interface post { static long get(long id) { return id; } }");

        tree.get("/post-5.json").is(200).json("5");
        tree.get("/post-5.xml").is(404);
        tree.get("/post-.json").is(404);
    }

    @Test
    @DisplayName("row 43: goes to the most specific of five")
    void precedence() {
        var tree = tree(
                "a/me/x.java", "interface x { static String get() { return \"literal\"; } }",
                "a/number/package-info.java", "@Segment(\"{n:[0-9]+}\")",
                "a/number/x.java", "interface x { static String get(String n) { return \"regex\"; } }",
                "a/$id/x.java", "interface x { static String get(String id) { return \"parameter\"; } }",
                "a/$_/y.java", "interface y { static String get() { return \"wildcard\"; } }",
                "a/$$rest.java", "interface $$rest { static String get(List<String> rest) { return \"rest\"; } }");

        tree.get("/a/me/x").json("\"literal\"");
        tree.get("/a/7/x").json("\"regex\"");
        tree.get("/a/you/x").json("\"parameter\"");
        tree.get("/a/you/y").json("\"wildcard\"");
        tree.get("/a/you/z").json("\"rest\"");
    }

    @Test
    @DisplayName("row 44: leaves a branch that leads nowhere")
    void backtracking() {
        var tree = tree(
                "a/b/$y.java", "interface $y { static String get(String y) { return \"first\"; } }",
                "a/$x/c.java", "interface c { static String get(String x) { return \"second\"; } }",
                "a/b/c/d.java", "interface d { static String get() { return \"third\"; } }");

        tree.get("/a/b/c").json("\"first\"");
        tree.get("/a/z/c").json("\"second\"");
        tree.get("/a/b/c/d").json("\"third\"");
        tree.get("/a/z/d").is(404);
    }

    @Test
    @DisplayName("row 45: decides before the verb, unless the application lets verbs fall through")
    void verbAware() {
        String[] sources = {
            "users/me.java", "interface me { static String get() { return \"me\"; } }",
            "users/$id.java", "interface $id { static String any(String id) { return \"any\"; } }"
        };

        tree(sources).post("/users/me").is(405).has("Allow", "GET, HEAD, OPTIONS");
        tree(sources)
                .setUp(app -> app.matching(io.serval.core.Matching.DEFAULT.withFallThrough(true)))
                .post("/users/me")
                .is(200)
                .json("\"any\"");
    }

    @DisplayName("row 46: may end with a slash, or not, as the application says")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"IGNORE, 200", "REDIRECT, 308", "STRICT, 404"})
    void trailingSlash(io.serval.core.Matching.TrailingSlash policy, int status) {
        var tree = tree("about.java", "interface about { static String get() { return \"x\"; } }")
                .setUp(app -> app.matching(io.serval.core.Matching.DEFAULT.withTrailingSlash(policy)));

        tree.get("/about").is(200);
        TestResponse slashed = tree.get("/about/?a=1").is(status);
        if (status == 308) {
            slashed.has("Location", "/about?a=1");
        }
    }

    @DisplayName("row 47: is the same however its dots and slashes are written")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/a//./b/../c", "/a/c", "//a/c", "/./a/c", "/x/../a/c", "/../a/c", "/a/%2e%2e/a/c"})
    void normalised(String path) {
        tree(
                        "a/c.java", "interface c { static String get(Request request) { return request.path(); } }",
                        "a/_middleware.java",
                                "final class _middleware { Response any(Request request, Handler next) throws Exception { return next.handle(request).with(\"X-Path\", request.path()); } }")
                .request("GET", path)
                .send()
                .is(200)
                .has("X-Path", "/a/c")
                .json("\"/a/c\"");
    }

    @Test
    @DisplayName("row 48: is case-sensitive, unless the application ignores case")
    void letterCase() {
        String[] sources = {"about.java", "interface about { static String get() { return \"x\"; } }"};

        tree(sources).get("/About").is(404);
        tree(sources)
                .setUp(app -> app.matching(io.serval.core.Matching.DEFAULT.withIgnoreCase(true)))
                .get("/About")
                .is(200);
    }

    @Test
    @DisplayName("row 49, D5: at the root may be caught whole, with its segments")
    void catchAll() {
        var tree = tree(
                "$$slug.java", "interface $$slug { static List<String> get(List<String> slug) { return slug; } }",
                "about.java", "interface about { static String get() { return \"x\"; } }");

        tree.get("/x/y").is(200).json("[\"x\", \"y\"]");
        tree.get("/about").is(200).json("\"x\"");
    }
}
