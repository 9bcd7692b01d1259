package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Routes that cannot live beside each other")
class ConflictsTest {
    private static String get(String name, String parameters) {
        return "interface " + name + " { static String get(" + parameters + ") { return \"x\"; } }";
    }

    private static void fails(Tree tree, String rule, String... texts) {
        List<String> messages = tree.messages();
        assertThat(messages).singleElement().asString().contains(rule).contains(texts);
    }

    @Test
    @DisplayName("row 22, R03: two names for one parameter")
    void drift() {
        fails(
                tree("users/$id.java", get("$id", "String id"), "users/$userId/x.java", get("x", "String userId")),
                "[R03]",
                "app.routes.users.$id",
                "app.routes.users.$userId.x",
                "{id} in /users/{id}",
                "{userId} in /users/{userId}/x");
    }

    @Test
    @DisplayName("row 26, R10: an expression that is none, with the place in it")
    void brokenRegex() {
        fails(tree("x.java", "@Segment(\"{x:(}\") " + get("x", "String x")), "[R10]", "routes/x.java:1", "(");
    }

    @Test
    @DisplayName("row 26: R10, an expression that is too long")
    void longRegex() {
        fails(tree("x.java", "@Segment(\"{x:" + "a".repeat(201) + "}\") " + get("x", "String x")), "[R10]", "200");
    }

    @Test
    @DisplayName("row 26, R10: an expression that names a group, as two of a segment might share the name")
    void namedGroup() {
        fails(
                tree("x.java", "@Segment(\"{a:(?P<x>[0-9]+)}-{b:(?P<x>[a-z]+)}\") " + get("x", "String a, String b")),
                "[R10]",
                "names a group 'x'");
    }

    @Test
    @DisplayName("row 26, R10: a short expression that repetitions make long")
    void repetitions() {
        fails(tree("x.java", "@Segment(\"{a:((a{1000}){1000}){1000}}\") " + get("x", "String a")), "[R10]", "2000");
    }

    @Test
    @DisplayName("row 28, R02: an optional segment beside an index of the same verb")
    void optionalAndIndex() {
        fails(
                tree(
                        "docs/$section$.java",
                        get("$section$", "Optional<String> section"),
                        "docs/index.java",
                        get("index", "")),
                "[R02]",
                "app.routes.docs.$section$",
                "app.routes.docs.index");
    }

    @Test
    @DisplayName("row 28: an optional segment may live beside an index of another verb")
    void optionalAndOtherIndex() {
        var tree = tree(
                "docs/$section$.java",
                get("$section$", "Optional<String> section"),
                "docs/index.java",
                "interface index { static String post() { return \"post\"; } }");

        tree.get("/docs").is(200).json("\"x\"");
        tree.post("/docs").is(200).json("\"post\"");
    }

    @Test
    @DisplayName("row 33, R02: two rests")
    void rests() {
        fails(tree("$$a.java", get("$$a", "List<String> a"), "$$.java", get("$$", "")), "[R02]", "$$a");
    }

    @Test
    @DisplayName("row 35, R02, D9: a wildcard beside a parameter")
    void wildcardAndParameter() {
        fails(tree("$_.java", get("$_", ""), "$id.java", get("$id", "String id")), "[R02]", "$_", "$id");
    }

    @Test
    @DisplayName("row 40, R01: two spellings of one path")
    void spellings() {
        fails(tree("SignIn.java", get("SignIn", ""), "sign_in.java", get("sign_in", "")), "[R01]", "SignIn", "sign_in");
    }

    @Test
    @DisplayName("row 41, R01: one verb in two files of a path, both named")
    void duplicate() {
        fails(
                tree("Users.java", get("Users", ""), "users/index.java", get("index", "")),
                "[R01]",
                "app.routes.Users",
                "app.routes.users.index");
    }

    @Test
    @DisplayName("row 42, D29: are all reported at once, each with its file and line")
    void allAtOnce() {
        var tree = tree(
                "Users.java",
                get("Users", ""),
                "users/index.java",
                "interface index {\n    static String get() { return \"x\"; }\n}",
                "$a.java",
                get("$a", "String a"),
                "$b/x.java",
                "\n" + get("x", "String b"),
                "posts/_middlewear.java",
                "\n\nclass _middlewear {}");

        assertThat(tree.messages())
                .extracting(message -> message.substring(0, message.indexOf(']') + 1))
                .containsExactlyInAnyOrder(
                        "routes/users/index.java:2: [R01]",
                        "routes/$b/x.java:2: [R03]",
                        "routes/posts/_middlewear.java:3: [R08]");
    }

    @Test
    @DisplayName("R02, D9: two expressions that a same text fits")
    void overlap() {
        fails(
                tree(
                        "a.java", "@Segment(\"{n:[0-9a-f]+}\") " + get("a", "String n"),
                        "b.java", "@Segment(\"{w:[a-z]+}\") " + get("b", "String w")),
                "[R02]",
                "'a'");
    }

    @Test
    @DisplayName("R09: middleware below a rest")
    void middlewareBelowRest() {
        fails(
                tree(
                        "$$rest/_middleware.java",
                        "final class _middleware { Response any(Request request, Handler next) throws Exception { return next.handle(request); } }"),
                "[R09]",
                "/{rest...}");
    }
}
