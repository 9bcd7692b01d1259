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

class NameFaultTest {
    @TempDir
    Path folder;

    @DisplayName("row 52, R08, D12: a method that is nearly a verb is a fault")
    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "gett, get",
        "gte, get",
        "Get, get",
        "pust, put",
        "pots, post",
        "pacth, patch",
        "delte, delete",
        "optoins, options",
        "anny, any"
    })
    void nearlyVerb(String name, String verb) {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            void %s() {}
                        }
                        """.formatted(name))).containsExactly("""
                        shop/routes/things.java:4: [R08] shop.routes.things.%s is not a verb and answers no request.
                          Expected: get, post, put, patch, delete, head, options, any or ws.
                          Did you mean %s? If the method is a helper, make it private.""".formatted(name, verb));
    }

    @DisplayName("row 52, R08, D12: a file that is nearly one of the framework's is a fault")
    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "_middlewear, _middleware",
        "_midleware, _middleware",
        "_Middleware, _middleware",
        "_errors, _error",
        "_Error, _error"
    })
    void nearlyFrameworkFile(String name, String meant) {
        assertThat(compile("shop/routes/" + name + ".java", """
                        package shop.routes;

                        record %s() {}
                        """.formatted(name)))
                .singleElement()
                .asString()
                .startsWith("shop/routes/" + name + ".java:3: [R08] ")
                .contains("Did you mean " + meant + "?");
    }

    @Test
    @DisplayName("R13: a record component named like a verb is a fault")
    void componentNamedLikeVerb() {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things(
                                Runnable options) {
                            void get() {}
                        }
                        """)).containsExactly("""
                        shop/routes/things.java:4: [R13] shop.routes.things has a component called 'options', whose accessor looks like a verb.
                          Expected: another name.
                          Rename the component; an accessor never answers requests. A record that is no route can also be nested in a class, or moved out of the tree.""");
    }

    @DisplayName("R10: a name that stands for no segment is a fault that says why")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "$, has no parameter name",
        "users$id, has a dollar sign in the middle",
        "$a$b, cannot be the name of a method parameter",
        "$class, cannot be the name of a method parameter"
    })
    void noSegment(String name, String why) {
        assertThat(compile("shop/routes/" + name + ".java", """
                        package shop.routes;

                        class %s {
                            void get() {}
                        }
                        """.formatted(name)))
                .singleElement()
                .asString()
                .startsWith(
                        "shop/routes/" + name + ".java:3: [R10] The path of shop.routes." + name + " cannot be read: ")
                .contains(why);
    }

    @DisplayName("R08: other words and private methods are none")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "void set()",
                "void cost()",
                "void path()",
                "void read()",
                "void match()",
                "void list()",
                "void delegate()",
                "void actions()",
                "private void gett()",
                "void gett(Runnable task)"
            })
    void notNearlyVerb(String method) {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            void get() {}

                            %s {}
                        }
                        """.formatted(method))).isEmpty();
    }

    @DisplayName("middleware and error handlers of another form are faults")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "_middleware | Response get(Request request) { return null; } | [R07] | does not have the form of middleware",
                "_middleware | void any(Request request, Handler next) {} | [R07] | does not have the form of middleware",
                "_middleware | Response handle(Request request, Handler next) { return null; } | [R08] | is not a verb and is never called",
                "_middleware | void help() {} | [R07] | has no method for any verb",
                "_error | Response on(Request request, Exception error) { return null; } | [R07] | does not have the form of an error handler",
                "_error | Response on(Error error, Request request) { return null; } | [R07] | does not have the form of an error handler",
                "_error | Response handle(Exception error, Request request) { return null; } | [R08] | is not called 'on' and is never called",
                "_error | void help() {} | [R07] | handles no exception",
                "error | Response on(Exception error, Request request) { return null; } | [R08] | handles no error here",
                "_middleware | Response ws(Request request, Handler next) { return null; } | [R07] | would never be called",
                "_error | @On(Verb.WS) Response on(Exception error, Request request) { return null; } | [R07] | would never be called"
            })
    void otherForm(String name, String method, String rule, String why) {
        assertThat(compile("shop/routes/" + name + ".java", """
                        package shop.routes;

                        import io.serval.core.*;

                        final class %s {
                            %s
                        }
                        """.formatted(name, method)))
                .singleElement()
                .asString()
                .contains(rule, why);
    }

    private List<String> compile(String path, String text) {
        return new Project(folder).source(path, text).compile();
    }
}
