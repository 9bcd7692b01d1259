package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.StartupException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A build")
class BuildTest {
    private static final String ABOUT = "interface about { static String get() { return \"x\"; } }";
    private static final String OTHER = "interface other { static String get() { return \"other\"; } }";

    @Test
    @DisplayName("row 155: of one file leaves what was made of the others as it is")
    void oneFile() throws IOException {
        var tree = tree("about.java", ABOUT, "other.java", OTHER, "users/$id.java", """
                interface $id { static String get(String id) { return id; } }
                """);
        tree.get("/about").json("\"x\"");
        Map<String, Long> before = outputs(tree);

        tree.recompile("about.java", ABOUT.replace("\"x\"", "\"y\""));

        tree.get("/about").json("\"y\"");
        tree.get("/other").json("\"other\"");
        tree.get("/users/7").json("\"7\"");
        Map<String, Long> after = outputs(tree);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(name -> !name.contains("about")))
                .allSatisfy(name -> assertThat(after.get(name)).isEqualTo(before.get(name)));
    }

    @Test
    @DisplayName("row 155: of one file that then clashes with another is told when the application starts")
    void clashAfterwards() {
        var tree = tree(
                "about.java", ABOUT, "users/$id/x.java", "interface x { static String get(String id) { return id; } }");
        tree.get("/about").is(200);
        tree.recompile("users/$name.java", "interface $name { static String get(String name) { return name; } }");

        assertThatThrownBy(() -> tree.get("/about"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("[R03]")
                .hasMessageContaining("app/routes/users/$id/x.java:1")
                .hasMessageContaining("app/routes/users/$name.java:1");
    }

    @Test
    @DisplayName("row 42: all that only the whole tree shows is told at once when the application starts")
    void allAtOnce() {
        var tree = tree(
                "about.java", ABOUT,
                "users/$id/x.java", "interface x { static String get(String id) { return id; } }",
                "docs/index.java", "interface index { static String get() { return \"x\"; } }");
        tree.get("/about").is(200);
        tree.recompile("users/$name.java", "interface $name { static String get(String name) { return name; } }");
        tree.recompile("About.java", "interface About {\n    static String get() { return \"x\"; }\n}");
        tree.recompile(
                "docs/$section$.java",
                "interface $section$ { static String get(Optional<String> section) { return \"y\"; } }");

        assertThatThrownBy(() -> tree.get("/about"))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("[R01]", "[R02]", "[R03]", "app/routes/About.java:2");
    }

    @Test
    @DisplayName("row 155: of middleware alone finds the routes that were compiled before")
    void middlewareAlone() {
        String mark =
                "final class m1 { Response any(Request request, Handler next) throws Exception { return next.handle(request).with(\"X-Mark\", \"%s\"); } }";
        var tree = tree("deep/down/about.java", ABOUT, "../middleware/m1.java", mark.formatted("1"));
        tree.get("/deep/down/about").has("X-Mark", "1");

        tree.recompile("../middleware/m1.java", mark.formatted("2"))
                .get("/deep/down/about")
                .has("X-Mark", "2");
    }

    @Test
    @DisplayName("row 155: of a class without its verbs has the route no more, even if its binder stays behind")
    void verbsTaken() {
        var tree = tree("about.java", ABOUT, "other.java", OTHER);
        tree.get("/about").is(200);
        tree.recompile("about.java", "interface about { static String help() { return \"x\"; } }");

        assertThat(tree.classes().resolve("app/routes/about_Binder.class")).exists();
        tree.get("/about").problem(404);
        tree.get("/other").is(200);
    }

    @Test
    @DisplayName("row 156: after a deletion has the route no more, even if its binder stays behind")
    void deleted() throws IOException {
        var tree = tree("about.java", ABOUT, "other.java", OTHER);
        tree.get("/about").is(200);
        tree.close();
        Files.delete(tree.classes().resolve("app/routes/about.class"));

        assertThat(tree.classes().resolve("app/routes/about_Binder.class")).exists();
        tree.get("/about").problem(404);
        tree.get("/other").is(200);
    }

    @Test
    @DisplayName("row 153: calls a route without a reflective frame in between")
    void noReflection() {
        var tree = tree("about.java", """
                record about(Journal journal) {
                    void get() {
                        StackWalker.getInstance(StackWalker.Option.SHOW_REFLECT_FRAMES).forEach(
                                frame -> journal.add(frame.getClassName()));
                    }
                }
                """);
        tree.get("/about").is(204);

        assertThat(tree.journal())
                .startsWith("app.routes.about", "app.routes.about_Binder")
                .noneMatch(frame -> frame.contains("reflect") || frame.contains("invoke"));
    }

    private static Map<String, Long> outputs(Tree tree) throws IOException {
        var outputs = new TreeMap<String, Long>();
        Files.walkFileTree(tree.classes(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                outputs.put(
                        tree.classes().relativize(file).toString(),
                        java.util.Arrays.hashCode(Files.readAllBytes(file)) * 31L
                                + attributes.lastModifiedTime().toMillis());
                return FileVisitResult.CONTINUE;
            }
        });
        return outputs;
    }
}
