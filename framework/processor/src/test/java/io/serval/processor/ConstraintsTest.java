package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.core.Place;
import io.serval.core.Problem;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
    private static final List<String> STRICT = List.of("-Xlint:all,-processing,-classfile", "-Werror");

    @TempDir
    Path folder;

    @DisplayName("row 130: what checks a type reads as if written by hand")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Order", "Order_Line", "Order_Payment"})
    void golden(String type) throws IOException {
        var project = new Project(folder).resources("checked");

        assertThat(project.compileWith(STRICT)).isEmpty();

        String file = "checked/" + type + "_Constraints.java";
        assertThat(project.generated().resolve(file)).content().isEqualTo(Files.readString(golden().resolve(file)));
    }

    @Test
    @DisplayName("row 130: every constraint that a body breaks is listed, at its JSON pointer")
    void everyFault() {
        new Project(folder).resources("checked").compile();

        assertThat(faults("checked.Order", """
                        {
                          "customer": " ",
                          "email": "nobody",
                          "lines": [
                            {"sku": "A1", "quantity": 1, "parts": []},
                            {"sku": "a", "quantity": 0, "parts": [{"sku": "B2", "quantity": 10000000001, "parts": []}]}
                          ],
                          "tags": ["new", "", "very special"],
                          "counts": {"ok": [1], "a/b": [1, 0]},
                          "payment": {"type": "Card", "number": "4111"},
                          "discount": 0
                        }"""))
                .containsExactly(
                        "/body/customer Must not be blank.",
                        "/body/email Must be an email address, not 'nobody'.",
                        "/body/lines/1/sku Must match [A-Z]+\\d, not be 'a'.",
                        "/body/lines/1/sku Must match .{2,4}, not be 'a'.",
                        "/body/lines/1/quantity Must be at least 1, not 0.",
                        "/body/lines/1/parts/0/quantity Must be at most 10000000000, not 10000000001.",
                        "/body/tags/1 Must not be blank.",
                        "/body/tags/2 Must have at most 8 characters, not 12.",
                        "/body/counts/a~1b Must match [a-z]+, not be 'a/b'.",
                        "/body/counts/a~1b/1 Must be at least 1, not 0.",
                        "/body/payment/number Must have 16 characters, not 4.",
                        "/body/discount A discount is more than 0.");
    }

    @Test
    @DisplayName("row 130: a value that meets its constraints has no fault, and what is left out has none")
    void noFault() {
        new Project(folder).resources("checked").compile();

        assertThat(faults("checked.Order", """
                        {
                          "customer": "Ada",
                          "lines": [{"sku": "A1", "quantity": 1, "parts": []}],
                          "tags": [],
                          "counts": {},
                          "discount": 0.5
                        }""")).isEmpty();
    }

    @Test
    @DisplayName("row 130: records of a route are checked, package-private as they are")
    void nestedInRoute() {
        assertThat(new Project(folder).source("shop/routes/users/$id.java", """
                                package shop.routes.users;

                                import jakarta.validation.constraints.Min;

                                record $id() {
                                    record Query(@Min(1) int page) {}

                                    void get(long id) {}
                                }
                                """).compileWith(STRICT))
                .isEmpty();

        assertThat(faults("shop.routes.users.$id$Query", "{\"page\": 0}"))
                .containsExactly("/body/page Must be at least 1, not 0.");
    }

    @Test
    @DisplayName("row 130: a type of another package is checked, and its companion is as public as it is")
    void otherPackage() {
        assertThat(new Project(folder)
                        .source("shop/Address.java", """
                                package shop;

                                public record Address(@jakarta.validation.constraints.NotBlank String city) {}
                                """)
                        .source("shop/order/Order.java", """
                                package shop.order;

                                public record Order(shop.Address to, shop.Address[] others) {}
                                """)
                        .compileWith(STRICT))
                .isEmpty();

        assertThat(faults("shop.order.Order", """
                        {"to": {"city": ""}, "others": [{"city": "Bonn"}, {"city": ""}]}"""))
                .containsExactly("/body/to/city Must not be blank.", "/body/others/1/city Must not be blank.");
    }

    @Test
    @DisplayName("row 155: one file compiled again still finds what checks the types of the others")
    void oneFile() {
        String order = """
                package shop;

                import jakarta.validation.constraints.Size;
                import java.util.List;

                public record Order(List<Line> lines, List<@Size(max = %d) String> tags) {}
                """;
        var project = new Project(folder).source("shop/Line.java", """
                        package shop;

                        import jakarta.validation.constraints.NotBlank;
                        import java.util.List;

                        public record Line(List<@NotBlank String> skus) {}
                        """).source("shop/Order.java", order.formatted(3));
        project.compile();

        assertThat(project.source("shop/Order.java", order.formatted(2)).compile("shop/Order.java"))
                .isEmpty();

        assertThat(faults("shop.Order", """
                        {"lines": [{"skus": [""]}], "tags": ["new"]}"""))
                .containsExactly(
                        "/body/lines/0/skus/0 Must not be blank.",
                        "/body/tags/0 Must have at most 2 characters, not 3.");
    }

    @Test
    @DisplayName("row 156: what checks a type stems from the file of that type alone, and others get none")
    void onlyWhereNeeded() {
        var project = new Project(folder).resources("checked").source("checked/Free.java", """
                package checked;

                record Free(String name, java.util.List<Free> more) {}
                """);

        project.compile();

        assertThat(project.outputs().keySet())
                .filteredOn(file -> file.startsWith("generated/"))
                .containsExactly(
                        "generated/checked/Order_Constraints.java",
                        "generated/checked/Order_Line_Constraints.java",
                        "generated/checked/Order_Payment_Card_Constraints.java",
                        "generated/checked/Order_Payment_Constraints.java");
    }

    private List<String> faults(String className, String json) {
        try (var loader =
                new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()})) {
            Class<?> type = loader.loadClass(className);
            Object value = Json.parse(json.getBytes(StandardCharsets.UTF_8), type);
            Method check = Stream.of(loader.loadClass(className.replaceAll("(?<=\\w)\\$(?=\\w)", "_") + "_Constraints")
                            .getDeclaredMethods())
                    .filter(method -> method.getName().equals("check"))
                    .findFirst()
                    .orElseThrow();
            check.setAccessible(true);
            var faults = new ArrayList<Problem.Fault>();
            check.invoke(null, value, new Place("/body", faults::add));
            return faults.stream()
                    .map(fault -> fault.pointer() + " " + fault.detail())
                    .toList();
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path golden() {
        return Path.of("src/test/resources/golden");
    }
}
