package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What cannot be bound")
class BindingFaultTest {
    @TempDir
    Path folder;

    @DisplayName("R07: is a fault of a parameter, which says why")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "void get(Thing thing) | Call the record Query",
                "void get(Form form) | would be read from the body, and get takes none",
                "void get(Upload file) | would be read from the body, and get takes none",
                "void post(@From(Argument.In.QUERY) Upload file) | is an uploaded file, which only a form holds",
                "void post(Form form, Thing thing) | would be a second body beside 'form'",
                "void post(Upload file, InputStream body) | would be a second body beside 'file'",
                "void post(Multipart parts, Patch<Thing> patch) | would be a second body beside 'parts'",
                "void post(Patch<String> patch) | does not say which record it patches",
                "void get(@Default(\"x\") int page) | has the default \"x\", which is not int",
                "void get(@Default(\"1\") Optional<Integer> page) | has a default, and is never missing without it",
                "void get(@Default(\"PINK\") Colour colour) | has the default \"PINK\"",
                "void get(Broken.Query query) | cannot be read from the query as java.lang.Thread",
                "void get(Twice.Query query) | reads 'a' twice",
                "void get(Generic.Query<String> query) | is a record with type parameters",
                "void get(@From(Argument.In.PATH) String name) | the path gives its parameters by their names alone",
                "void post(@Name(\"x\") Thing thing) | is annotated with @Name, which has no effect on a body",
                "void post(Defaulted thing) | has @Default on 'size', and JSON has no defaults"
            })
    void parameter(String method, String why) {
        assertThat(compile(method + " {}"))
                .singleElement()
                .asString()
                .contains("[R07]")
                .contains(why);
    }

    @DisplayName("row 131: is not what can be read from a request")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "void post(Upload file, String title, @From(Argument.In.FORM) String note, List<Upload> more)",
                "void post(List<String> names)",
                "void get(List<Colour> colours)",
                "void get(@From(Argument.In.QUERY) Thing thing)",
                "void get(@Default(\"red\") Colour colour, @Default(\"PT5S\") java.time.Duration wait)",
                "void post(@From(Argument.In.BODY) String text)",
                "void put(InputStream body) throws Exception",
                "void get(Headers headers, Query query)",
                "void get(int in, int result, int status, int value)"
            })
    void readable(String method) {
        assertThat(compile(method + " {}")).isEmpty();
    }

    @DisplayName("R07: is a fault of an annotation that has no effect")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "@Status(99) void get() {} | has @Status(99), with which no response can end",
                "@Status(201) Response get() { return null; } | has @Status and returns io.serval.core.Response",
                "@BodyLimit(0) void post(InputStream body) {} | has @BodyLimit(0), so that no body fits",
                "@BodyLimit(9) void get() {} | has @BodyLimit, and get takes no body",
                "@Status(204) String get() { return \"\"; } | whose responses have no body",
                "Hiding get() { return null; } | whose variant shop.routes.things.Hiding.Hidden the binder",
                "Chosen get() { return null; } | an enum cannot carry the tag"
            })
    void annotation(String method, String why) {
        assertThat(compile(method)).singleElement().asString().contains("[R07]").contains(why);
    }

    @DisplayName("row 64: is a constant that is no handler of a verb")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "private static final Handler post = request -> Response.of(200); | [R12] | is private",
                "static Handler post = request -> Response.of(200); | [R12] | may change",
                "static final Handler pots = request -> Response.of(200); | [R08] | Did you mean post?",
                "static final Handler get = request -> Response.of(200); void get() {} | [R01] | is a method and a constant"
            })
    void constant(String members, String rule, String why) {
        assertThat(compile(members)).singleElement().asString().contains(rule).contains(why);
    }

    @Test
    @DisplayName("row 85: is not a variant of other type arguments, which has no status to tell")
    void otherTypeArguments() {
        assertThat(compile("""
                sealed interface Found<T> { @Status(404) record Missing<T>(String why) implements Found<T> {} record One<T>(T one) implements Found<T> {} record Number(int i) implements Found<Integer> {} }
                static Found<String> get() { return new Found.Missing<>(""); }
                """)).isEmpty();
    }

    @Test
    @DisplayName("is not a name or a text that is special in the source of a binder")
    void specialNames() {
        assertThat(new Project(folder)
                        .source("shop/routes/services.java", """
                        package shop.routes;

                        import io.serval.core.*;

                        interface services {
                            Handler get = request -> Response.of(200);

                            @SuppressWarnings("unused")
                            static String post(@Default("a\\rb \\n\\"c\\n") String Conversion, int Results) {
                                return Conversion;
                            }
                        }
                        """)
                        .source("shop/routes/ABC.java", """
                        package shop.routes;

                        enum ABC {
                            ONE;

                            static ABC get() {
                                return ONE;
                            }
                        }
                        """)
                        .compile())
                .isEmpty();
    }

    @Test
    @DisplayName("R08: is middleware of the whole application under another name than a verb's")
    void global() {
        assertThat(new Project(folder)
                        .source("shop/middleware/m10_log.java", """
                        package shop.middleware;

                        import io.serval.core.*;

                        final class m10_log {
                            Response handle(Request request, Handler next) throws Exception {
                                return next.handle(request);
                            }
                        }
                        """)
                        .compile())
                .singleElement()
                .asString()
                .startsWith("shop/middleware/m10_log.java:6: [R08]")
                .contains("is not a verb and is never called");
    }

    private List<String> compile(String members) {
        return new Project(folder)
                .source("shop/routes/things.java", """
                package shop.routes;

                import io.serval.core.*;
                import java.io.InputStream;
                import java.util.List;
                import java.util.Optional;

                class things {
                    enum Colour { RED }
                    record Thing(String name) {}
                    record Form(String title) {}
                    record Defaulted(@Default("1") int size) {}
                    static sealed class Hiding { @Status(404) private static final class Hidden extends Hiding {} }
                    sealed interface Chosen { enum One implements Chosen { A } }
                    static class Broken { record Query(Thread thread) {} }
                    static class Twice { record Query(String a, @Name("a") String b) {} }
                    static class Generic { record Query<T>(T t) {} }

                    %s
                }
                """.formatted(members))
                .compile();
    }
}
