package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Binding")
class BindingTest {
    @Test
    @DisplayName("row 131: reads a record of the query, with defaults, lists and what may be missing")
    void query() {
        var tree = tree("things.java", """
                interface things {
                    record Query(@Default("1") int page, List<String> tag, Optional<Boolean> open, @Name("sort-by") String sortBy) {}

                    static Query get(Query query) { return query; }
                }
                """);

        tree.get("/things?tag=a&tag=b&open=true&page=3&sort-by=name")
                .is(200)
                .json("{\"page\": 3, \"tag\": [\"a\", \"b\"], \"open\": true, \"sort-by\": \"name\"}");
        tree.get("/things?sort-by=name").is(200).json("{\"page\": 1, \"tag\": [], \"sort-by\": \"name\"}");
        tree.get("/things?page=x&open=perhaps")
                .problem(400)
                .faults("/query/page", "/query/open", "/query/sort-by")
                .fault("/query/page", "not 'x'")
                .fault("/query/sort-by", "Missing");
    }

    @Test
    @DisplayName("row 131: reads a record of the headers, by their names on the wire")
    void headers() {
        var tree = tree("things.java", """
                interface things {
                    record Headers(String xTenant, Optional<String> ifMatch, @Default("5") int xLimit) {}

                    static Headers get(Headers headers) { return headers; }
                }
                """);

        tree.request("GET", "/things")
                .header("X-Tenant", "acme")
                .header("If-Match", "\"1\"")
                .send()
                .is(200)
                .json("{\"xTenant\": \"acme\", \"ifMatch\": \"\\\"1\\\"\", \"xLimit\": 5}");
        tree.request("GET", "/things")
                .header("X-Limit", "many")
                .send()
                .problem(400)
                .faults("/headers/x-tenant", "/headers/x-limit");
    }

    @Test
    @DisplayName("row 131: reads a record of the cookies, and a single one")
    void cookies() {
        var tree = tree("things.java", """
                interface things {
                    record Cookies(String session, Optional<Integer> theme) {}

                    static Cookies get(Cookies cookies) { return cookies; }

                    static String delete(@From(Argument.In.COOKIE) String session) { return session; }
                }
                """);

        tree.request("GET", "/things")
                .header("Cookie", "theme=2; session=abc")
                .send()
                .is(200)
                .json("{\"session\": \"abc\", \"theme\": 2}");
        tree.get("/things").problem(400).faults("/cookies/session");
        tree.request("DELETE", "/things").header("Cookie", "session=abc").send().json("\"abc\"");
    }

    @Test
    @DisplayName("row 131: reads a record of a form, whatever its encoding")
    void form() {
        var tree = tree("things.java", """
                interface things {
                    record Form(String name, @Default("1") int size, List<String> tag) {}

                    static Form post(Form form) { return form; }
                }
                """);
        String read = "{\"name\": \"a ball\", \"size\": 1, \"tag\": [\"x\", \"y\"]}";

        tree.request("POST", "/things")
                .form("name", "a ball", "tag", "x", "tag", "y")
                .send()
                .is(200)
                .json(read);
        tree.request("POST", "/things")
                .field("name", "a ball")
                .field("tag", "x")
                .field("tag", "y")
                .send()
                .is(200)
                .json(read);
        tree.request("POST", "/things").form("size", "big").send().problem(400).faults("/form/name", "/form/size");
        tree.post("/things", "{}").problem(415);
    }

    @Test
    @DisplayName("row 131: reads the JSON body into records, lists and enums, and tells all of its faults")
    void body() {
        var tree = tree("orders.java", """
                interface orders {
                    enum Size { SMALL, LARGE }
                    record Line(String article, int quantity, Size size) {}
                    record Order(String customer, List<Line> lines, Optional<String> note) {}

                    static Order post(Order order) { return order; }
                }
                """);
        String order =
                "{\"customer\": \"Ada\", \"lines\": [{\"article\": \"ball\", \"quantity\": 2, \"size\": \"SMALL\"}]}";

        tree.post("/orders", order).is(200).json(order);
        tree.post(
                        "/orders",
                        "{\"lines\": [{\"article\": 7, \"quantity\": \"two\", \"size\": \"HUGE\"}, {\"article\": \"x\"}], \"colour\": 1}")
                .problem(400)
                .fault("/body/customer", "issing")
                .fault("/body/lines/0/article", "")
                .fault("/body/lines/0/quantity", "")
                .fault("/body/lines/0/size", "SMALL")
                .fault("/body/lines/1/quantity", "issing")
                .fault("/body/lines/1/size", "issing")
                .fault("/body/colour", "");
    }

    @Test
    @DisplayName("row 131: reads a patch, for which absent is not null")
    void patch() {
        var tree = tree("customer.java", """
                interface customer {
                    record Customer(String name, Optional<String> phone) {}

                    static Customer patch(Patch<Customer> change) {
                        return change.apply(new Customer("Ada", Optional.of("1")));
                    }
                }
                """);

        tree.patch("/customer", "{\"name\": \"Bea\"}").is(200).json("{\"name\": \"Bea\", \"phone\": \"1\"}");
        tree.patch("/customer", "{\"phone\": null}").is(200).json("{\"name\": \"Ada\"}");
        tree.patch("/customer", "{\"name\": null, \"fone\": 1}").problem(400).faults("/body/name", "/body/fone");
    }

    @Test
    @DisplayName("row 130: lists the faults of path, query and body together, and those of constraints")
    void constraints() {
        var tree = tree("lines.java", """
                import jakarta.validation.constraints.*;
                interface lines {
                    record Query(@Min(1) int page) {}
                    record Line(@NotBlank String article, @Positive int quantity) {}
                    record Order(@Size(min = 1) List<Line> lines) {}

                    static Order post(Query query, Order order, @Max(9) @Default("1") int size) { return order; }
                }
                """);

        tree.post("/lines?page=1", "{\"lines\": [{\"article\": \"x\", \"quantity\": 1}]}")
                .is(200);
        tree.post("/lines?page=0&size=10", "{\"lines\": [{\"article\": \" \", \"quantity\": 0}]}")
                .problem(400)
                .fault("/query/page", "at least 1")
                .fault("/query/size", "9")
                .fault("/body/lines/0/article", "blank")
                .fault("/body/lines/0/quantity", "");
        tree.post("/lines?page=x", "{\"lines\": 7}").problem(400).faults("/query/page", "/body/lines");
    }

    @Test
    @DisplayName("row 130: holds a patched record to its constraints, and what a path says to a 404")
    void constraintsOfPatchAndPath() {
        var tree = tree("customers/$id.java", """
                import jakarta.validation.constraints.*;
                interface $id {
                    record Customer(@NotBlank String name, @Size(max = 3) Optional<String> code) {}

                    static Customer patch(@Positive long id, Patch<Customer> change) {
                        return change.apply(new Customer("Ada", Optional.empty()));
                    }
                }
                """);

        tree.patch("/customers/1", "{\"name\": \"Bea\"}").is(200).json("{\"name\": \"Bea\"}");
        tree.patch("/customers/1", "{\"name\": \" \", \"code\": \"long\"}")
                .problem(400)
                .faults("/body/name", "/body/code");
        tree.patch("/customers/0", "{}").problem(404);
    }

    @Test
    @DisplayName("row 83: gives all values of a query parameter")
    void values() {
        tree(
                        "things.java",
                        "interface things { static List<Integer> get(Request request, List<Integer> a) { return request.query().all(\"a\").size() == a.size() ? a : List.of(); } }")
                .get("/things?a=1&a=2")
                .is(200)
                .json("[1, 2]");
    }

    @Test
    @DisplayName("row 84: reads a body once, and names who read it first")
    void bodyOnce() {
        var tree = tree("things.java", """
                record things(Journal journal) {
                    String post(Request request, Body body) throws Exception {
                        String first = new String(body.bytes());
                        try { request.body().bytes(); }
                        catch (IllegalStateException e) { journal.add(e.getMessage()); }
                        return first;
                    }
                }
                """);

        tree.request("POST", "/things").text("x").send().is(200).json("\"x\"");
        assertThat(tree.journal()).singleElement().asString().contains("app.routes.things.post");
    }

    @Test
    @DisplayName("row 85: sends records as JSON")
    void json() {
        tree(
                        "things.java",
                        "interface things { record Thing(String name) {} static Thing get() { return new Thing(\"ü\"); } }")
                .get("/things")
                .is(200)
                .has("Content-Type", "application/json")
                .json("{\"name\": \"ü\"}");
    }

    @Test
    @DisplayName("row 85: sends the variants of a sealed type with their own status")
    void sealedResult() {
        var tree = tree("users/$id.java", """
                interface $id {
                    sealed interface Found permits User, Missing {}
                    record User(long id, String name) implements Found {}
                    @Status(404) record Missing(String why) implements Found {}

                    static Found get(long id) {
                        return id == 7 ? new User(id, "Ada") : new Missing("nobody");
                    }

                    @Status(202) static void delete(long id) {}
                }
                """);

        tree.get("/users/7").is(200).json("{\"type\": \"User\", \"id\": 7, \"name\": \"Ada\"}");
        tree.get("/users/8").is(404).json("{\"type\": \"Missing\", \"why\": \"nobody\"}");
        tree.delete("/users/8").is(202);
    }

    @Test
    @DisplayName("row 86: redirects with the statuses of redirects alone")
    void redirect() {
        var tree = tree(
                "go/$status.java",
                "interface $status { static Response get(int status) { return Response.redirect(status, java.net.URI.create(\"/there\")); } }");

        for (int status : new int[] {301, 302, 303, 307, 308}) {
            tree.get("/go/" + status).is(status).has("Location", "/there");
        }
        tree.get("/go/305").is(500);
    }

    @Test
    @DisplayName("row 87: reads fields and files of a form")
    void upload() {
        var tree = tree("files.java", """
                interface files {
                    record Form(String title, Upload file, List<Upload> more) {}
                    record Stored(String title, String name, String type, String text, int more) {}

                    static Stored post(Form form) throws Exception {
                        var target = java.nio.file.Files.createTempDirectory("stored").resolve("file");
                        form.file().moveTo(target);
                        return new Stored(form.title(), form.file().filename(), form.file().contentType(),
                                java.nio.file.Files.readString(target), form.more().size());
                    }
                }
                """);

        tree.request("POST", "/files")
                .field("title", "Notes")
                .file("file", "../notes.txt", "text/plain", "grüße".getBytes(StandardCharsets.UTF_8))
                .send()
                .is(200)
                .json(
                        "{\"title\": \"Notes\", \"name\": \"notes.txt\", \"type\": \"text/plain\", \"text\": \"grüße\", \"more\": 0}");
        tree.request("POST", "/files")
                .field("title", "Notes")
                .send()
                .problem(400)
                .faults("/form/file");
    }

    @Test
    @DisplayName("row 88: refuses a body beyond the limit of the route")
    void limit() {
        var tree = tree(
                "files.java",
                "interface files { @BodyLimit(10) static int put(java.io.InputStream body) throws Exception { return body.readAllBytes().length; } }");

        tree.request("PUT", "/files").text("0123456789").send().is(200).json("10");
        tree.request("PUT", "/files").text("0123456789x").send().problem(413).detail("10");
    }
}
