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

class FaultTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("row 19, R06: a misspelt path parameter is pointed at, with the one that was meant")
    void misspeltPathParameter() {
        List<String> messages = compile("shop/routes/users/$id.java", """
                package shop.routes.users;

                interface $id {
                    static String get(long uid) {
                        return "";
                    }
                }
                """);

        assertThat(messages).containsExactly("""
                shop/routes/users/$id.java:4: [R06] shop.routes.users.$id.get takes 'uid', which the path /users/{id} does not have.
                  Expected: the path parameter 'id', which the method does not take.
                  Did you mean id? If 'uid' is a query parameter, say so with @From(QUERY), or take 'id' as well.""");
    }

    @DisplayName("R06: only what looks like a path parameter that is not taken is a fault")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "long ID, true",
        "long userId, true",
        "long di, true",
        "'long id, int page', false",
        "'long id, long userId', false",
        "java.util.Optional<Long> userId, true",
        "'@io.serval.core.From(io.serval.core.Argument.In.QUERY) long userId, long id', false"
    })
    void looksLikePathParameter(String parameters, boolean fault) {
        List<String> messages = compile("shop/routes/users/$id.java", """
                package shop.routes.users;

                interface $id {
                    static String get(%s) {
                        return "";
                    }
                }
                """.formatted(parameters));

        if (fault) {
            assertThat(messages).singleElement().asString().contains("[R06]", "Did you mean id?");
        } else {
            assertThat(messages).isEmpty();
        }
    }

    @Test
    @DisplayName("R06: a path parameter that nobody takes is a warning")
    void untaken() {
        assertThat(compile("shop/routes/users/$id.java", """
                        package shop.routes.users;

                        interface $id {
                            static String get() {
                                return "";
                            }

                            @SuppressWarnings("unused")
                            static void delete() {}

                            static void any() {}
                        }
                        """)).containsExactly("""
                        shop/routes/users/$id.java:4: [R06] shop.routes.users.$id.get does not take 'id' of its path /users/{id}.
                          Expected: a method that takes the parameters of its path.
                          Take it, or write @SuppressWarnings("unused") if only middleware needs it.""");
    }

    @Test
    @DisplayName("R06: a misspelt rest parameter is not taken for the body")
    void misspeltRest() {
        assertThat(compile("shop/routes/files/$$path.java", """
                        package shop.routes.files;

                        interface $$path {
                            static void put(java.util.List<String> paht) {}
                        }
                        """))
                .singleElement()
                .asString()
                .contains("[R06]", "Did you mean path?");
    }

    @DisplayName("row 55, R07: what cannot be sent is a fault that says why")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Thread | java.lang.Thread has no form in JSON",
                "Object | java.lang.Object could be anything",
                "java.util.List<?> | a wildcard without a bound could be anything",
                "java.util.List | java.util.List does not say what it holds",
                "java.util.Map<String, java.io.InputStream> | java.io.InputStream must be closed by somebody",
                "java.util.Optional<Thread[]> | java.lang.Thread has no form in JSON",
                "java.util.Optional<? extends Number> | an Optional with a wildcard does not say what it holds",
                "java.util.Optional<io.serval.core.Response> | io.serval.core.Response is an answer by itself",
                "java.util.concurrent.CompletableFuture<String> | wait for the value, as routes may block",
                "java.util.stream.Stream<String> | collect it into a List",
                "io.serval.core.Reply<Runnable> | java.lang.Runnable has no form in JSON",
                "Hidden | the binder, a class of the same package, cannot name it"
            })
    void notSendable(String type, String why) {
        List<String> messages = compile("shop/routes/things.java", """
                package shop.routes;

                record things() {
                    private record Hidden() {}

                    %s get() {
                        throw new UnsupportedOperationException();
                    }
                }
                """.formatted(type));

        assertThat(messages)
                .singleElement()
                .asString()
                .startsWith("shop/routes/things.java:6: [R07] shop.routes.things.get returns ")
                .contains("which cannot be sent: ", why);
    }

    @DisplayName("row 55: what can be sent is none")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "void",
                "int",
                "long[]",
                "String",
                "java.util.Map<String, java.util.List<Integer>>",
                "java.util.List<? extends Number>",
                "java.util.Optional<java.util.List<String>>",
                "java.util.Set<java.util.UUID>",
                "io.serval.core.Reply<String>",
                "io.serval.core.Problem"
            })
    void sendable(String type) {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            %s get() {
                                throw new UnsupportedOperationException();
                            }
                        }
                        """.formatted(type))).isEmpty();
    }

    @DisplayName("row 55: a parameter that cannot be read is a fault that says what can")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "void get(java.util.List<String> id) | cannot be read as java.util.List<java.lang.String>",
                "void get(java.util.Optional<Long> id) | is a segment of the path /things/{id} and so never left out",
                "void get(Thread id) | cannot be read as java.lang.Thread",
                "void get(Thing thing) | and get takes no body",
                "void get(io.serval.core.Handler next) | Middleware is a class called _middleware.",
                "void post(Thing one, Thing other) | would be a second body beside",
                "void post(Runnable thing) | cannot be read from the JSON body: java.lang.Runnable has no form in JSON",
                "void post(Comparable<String> thing) | is abstract, so nothing says which class to build",
                "void post(java.util.Optional<Thing> thing) | a body is never left out",
                "void post(Hidden thing) | has a type that the binder, a class of the same package, cannot name",
                "<T> void post(T thing) | has a type that the binder, a class of the same package, cannot name",
                "void get(@Nullable String q) | is declared @Nullable"
            })
    void notReadable(String method, String why) {
        List<String> messages = compile("shop/routes/things/$id.java", """
                package shop.routes.things;

                import org.jspecify.annotations.Nullable;

                record $id() {
                    private record Hidden() {}
                    record Thing() {}

                    %s {}
                }
                """.formatted(method));

        assertThat(messages)
                .singleElement()
                .asString()
                .startsWith("shop/routes/things/$id.java:9: [R07] ")
                .contains(why);
    }

    @Test
    @DisplayName("R07: a rest parameter is a list")
    void restParameter() {
        assertThat(compile("shop/routes/$$path.java", """
                        package shop.routes;

                        record $$path() {
                            void get(String path) {}
                        }
                        """)).containsExactly("""
                        shop/routes/$$path.java:4: [R07] shop.routes.$$path.get: the parameter 'path' stands for all that is left of the path /{path...}.
                          Expected: List<String>, one text for each segment, or a List of another simple type.
                          Declare it as List<String> path.""");
    }

    @Test
    @DisplayName("row 32, R05: nothing follows a rest parameter")
    void restNotLast() {
        assertThat(compile("shop/routes/$$slug/tail.java", """
                        package shop.routes.$$slug;

                        record tail() {
                            void get() {}
                        }
                        """)).containsExactly("""
                        shop/routes/$$slug/tail.java:3: [R05] The path of shop.routes.$$slug.tail cannot be read: in the path /{slug...}/tail segments follow {slug...}, which takes all that is left.
                          Expected: the rest parameter at the end of the path.
                          Move what follows it before it, or use a parameter for one segment ($name) there.""");
    }

    @Test
    @DisplayName("row 21, R04: a path names each parameter once")
    void repeatedParameter() {
        assertThat(compile("shop/routes/$id/$id.java", """
                        package shop.routes.$id;

                        record $id() {
                            void get(long id) {}
                        }
                        """)).containsExactly("""
                        shop/routes/$id/$id.java:3: [R04] The path of shop.routes.$id.$id cannot be read: the path /{id}/{id} has two parameters called 'id'.
                          Expected: a name of its own for each parameter.
                          Rename one of the two, and the methods' parameter with it.""");
    }

    @DisplayName("R12: a route that cannot be built is a fault that says why")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "abstract class things { void get() {} } | it is abstract",
                "class things { private things() {} void get() {} } | its constructor is private",
                "class things { things() {} things(Thread t) {} void get() {} } | it has 2 constructors",
                "class things { things() throws java.io.IOException {} void get() {} } | its constructor throws java.io.IOException",
                "class things<T> { void get() {} } | it has type parameters",
                "interface things { void get(); } | it is an interface, and not all of its verb methods are static",
                "enum things { ONE; void get() {} } | it is neither a record nor a class",
                "record things(java.util.List<String> names) { void get() {} } | services are found by their class",
                "record things(int limit) { void get() {} } | services are found by their class",
                "record things() { private void get() {} } | is private, so that no binder can call it",
                "class things extends shop.Base { void get() {} } | inherits put from shop.Base"
            })
    void notBuildable(String declaration, String why) {
        new Project(folder).source("shop/Base.java", """
                package shop;

                public class Base {
                    public void put() {}
                }
                """);

        assertThat(compile("shop/routes/things.java", "package shop.routes;\n" + declaration))
                .singleElement()
                .asString()
                .startsWith("shop/routes/things.java:2: [R12] ")
                .contains(why);
    }

    @Test
    @DisplayName("R01: a verb is declared once")
    void verbTwice() {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            void get() {}

                            void get(int page) {}
                        }
                        """))
                .singleElement()
                .asString()
                .startsWith("shop/routes/things.java:6: [R01] shop.routes.things.get is declared twice.");
    }

    @Test
    @DisplayName("row 42, D29: all faults of a compilation are reported, each at its place")
    void allAtOnce() {
        var project = new Project(folder)
                .source("shop/routes/users/$id.java", """
                        package shop.routes.users;

                        record $id() {
                            Thread get(long uid) {
                                return Thread.currentThread();
                            }
                        }
                        """)
                .source("shop/routes/_middlewear.java", """
                        package shop.routes;

                        record _middlewear() {}
                        """);

        assertThat(project.compile())
                .extracting(message -> message.substring(0, message.indexOf(']') + 1))
                .containsExactlyInAnyOrder(
                        "shop/routes/users/$id.java:4: [R06]",
                        "shop/routes/users/$id.java:4: [R07]",
                        "shop/routes/_middlewear.java:3: [R08]");
    }

    @Test
    @DisplayName("what the compiler itself finds is left to it")
    void unknownType() {
        assertThat(compile("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            Missing get() {
                                return null;
                            }
                        }
                        """))
                .singleElement()
                .asString()
                .contains("cannot find symbol", "Missing");
    }

    private List<String> compile(String path, String text) {
        return new Project(folder).source(path, text).compile();
    }
}
