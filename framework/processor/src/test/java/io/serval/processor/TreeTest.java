package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
    @TempDir
    Path folder;

    @DisplayName("row 1, row 2, row 3, row 4, row 14, row 20, row 29: the place of a class is its path")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "shop.routes.index, /",
        "shop.routes.Index, /",
        "shop.routes.about, /about",
        "shop.routes.users.index, /users",
        "shop.routes.index.index, /index",
        "shop.routes.users.$id, /users/{id}",
        "shop.routes.users.$id.posts.$postId, /users/{id}/posts/{postId}",
        "shop.routes.docs.$$slug, /docs/{slug...}",
        "shop.routes.sign_in, /sign-in",
        "shop.routes.new_.index, /new",
        "shop.routes.old.routes.x, /old/routes/x",
        "routes.about, /about"
    })
    void path(String className, String path) {
        assertThat(bind(className, "record %s() { void any() {} }"))
                .hasValueSatisfying(
                        binder -> assertThat(binder).contains("new Route(\"" + path + "\", \"" + className + "\""));
    }

    @DisplayName("row 58: the folder of middleware and of error handlers is a path")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "shop.routes._middleware, /",
        "shop.routes.users.$id._middleware, /users/{id}",
        "shop.routes.sign_in._middleware, /sign-in"
    })
    void folder(String className, String path) {
        assertThat(bind(className, """
                        record %s() {
                            io.serval.core.Response any(io.serval.core.Request request, io.serval.core.Handler next) throws Exception {
                                return next.handle(request);
                            }
                        }
                        """))
                .hasValueSatisfying(binder -> assertThat(binder).contains("return \"" + path + "\";"));
    }

    @DisplayName("row 51, row 54: what is private to the tree, or outside of it, is no route")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "shop.routes._helper",
                "shop.routes._lib.things",
                "shop.routes.users._lib.deep.things",
                "shop.things",
                "shop.routesx.things"
            })
    void noRoute(String className) {
        assertThat(bind(className, "record %s() { void get() {} }")).isEmpty();
    }

    @DisplayName("row 53, row 54: a class of any kind is a route by its verbs, and only by them")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "record %s() { void get() {} } | true",
                "class %s { void get() {} } | true",
                "interface %s { static void get() {} } | true",
                "enum %s { ONE; static void get() {} } | true",
                "record %s(String name) {} | false",
                "class %s { static class Nested { void get() {} } } | false",
                "@javax.annotation.processing.Generated(\"another\") class %s { void get() {} } | false"
            })
    void kind(String declaration, boolean route) {
        assertThat(bind("shop.routes.things", declaration).isPresent()).isEqualTo(route);
    }

    @DisplayName("a route may be called like what its binder uses")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"request", "route", "services", "Route", "String", "Response", "Map", "Override", "Exception"})
    void nameOfRoute(String name) {
        var project = new Project(folder);
        project.source("shop/routes/" + name + ".java", """
                package shop.routes;

                interface %1$s {
                    static java.lang.String get(java.lang.String %1$s) throws java.lang.Exception {
                        return %1$s;
                    }
                }
                """.formatted(name));
        project.source("shop/routes/other.java", """
                package shop.routes;

                record other() {
                    java.util.Map<java.lang.String, Integer> get() throws java.lang.Exception {
                        throw new java.lang.Exception();
                    }
                }
                """);

        assertThat(project.compile()).isEmpty();
    }

    @Test
    @DisplayName("a parameter may be called like what its binder uses")
    void nameOfParameter() {
        assertThat(new Project(folder).source("shop/routes/things.java", """
                                package shop.routes;

                                import io.serval.core.Request;

                                record things() {
                                    String get(Request asked, int request, int route, String things) {
                                        return things;
                                    }

                                    static String put(String things, int route, Request request) {
                                        return things;
                                    }
                                }
                                """).compile())
                .isEmpty();
    }

    private Optional<String> bind(String className, String declaration) {
        int dot = className.lastIndexOf('.');
        String path = className.replace('.', '/');
        var project = new Project(folder)
                .source(
                        path + ".java",
                        "package " + className.substring(0, dot) + ";\n"
                                + declaration.formatted(className.substring(dot + 1)));

        assertThat(project.compile()).isEmpty();
        return Optional.ofNullable(project.outputs().get("generated/" + path + "_Binder.java"));
    }
}
