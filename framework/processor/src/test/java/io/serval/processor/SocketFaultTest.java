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

@DisplayName("A WebSocket method")
class SocketFaultTest {
    @TempDir
    Path folder;

    @DisplayName("S-01: takes what get takes, and a socket")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "void ws(Socket socket)",
                "static void ws(Socket socket) throws Exception",
                "void ws(Socket route, Request in, Scope scope, Principal principal)",
                "void ws(@From(Argument.In.HEADER) String agent, Query query, Socket request)",
                "void ws(@From(Argument.In.COOKIE) Optional<String> theme, List<String> tags, Socket socket)",
                "@BodyLimit(1024) @Subprotocols({\"chat.v2\", \"v12.stomp\"}) void ws(Socket socket)"
            })
    void bindable(String method) {
        assertThat(compile(method + " {}")).isEmpty();
    }

    @DisplayName("R07: is a fault that says why")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "void ws() {} | takes no Socket, so that it can say and hear nothing",
                "void ws(String text) {} | takes no Socket, so that it can say and hear nothing",
                "void ws(Socket one, Socket two) {} | the parameter 'two' is a second Socket",
                "void get(Socket socket) {} | is a Socket, and get has none",
                "void post(Socket socket) {} | Call the method ws, or return an Upgrade from get.",
                "String ws(Socket socket) { return \"\"; } | whoever asked for a WebSocket hears what is sent on it",
                "@Status(201) void ws(Socket socket) {} | a WebSocket begins with 101",
                "void ws(Body body, Socket socket) {} | would be read from the body, and ws takes none",
                "void ws(Patch<Thing> patch, Socket socket) {} | let the client say it on the socket",
                "void ws(@From(Argument.In.BODY) Thing thing, Socket socket) {} | would be read from the body",
                "void ws(Upload file, Socket socket) {} | would be read from the body, and ws takes none",
                "@Subprotocols({}) void ws(Socket socket) {} | has @Subprotocols that names none",
                "@Subprotocols(\"chat v2\") void ws(Socket socket) {} | names 'chat v2', which is no token",
                "@Subprotocols(\"\") void ws(Socket socket) {} | names '', which is no token",
                "@Subprotocols({\"a\", \"a\"}) void ws(Socket socket) {} | names 'a' twice",
                "@Subprotocols(\"a\") void get() {} | has @Subprotocols, which has no effect there",
                "@BodyLimit(0) void ws(Socket socket) {} | has @BodyLimit(0), so that no body fits",
                "static final SocketHandler ws = socket -> {}; | what talks on a WebSocket is a method",
                "static final Handler ws = request -> Response.of(200); | what talks on a WebSocket is a method"
            })
    void unbindable(String members, String why) {
        assertThat(compile(members))
                .singleElement()
                .asString()
                .contains("[R07]")
                .contains(why);
    }

    @DisplayName("row 52, R08: is meant by a method of nearly its name that takes a socket")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"websocket", "webSocket", "wss", "WS", "sw", "socket"})
    void nearlyItsName(String name) {
        assertThat(compile("void " + name + "(Socket socket) {}")).containsExactly("""
                        shop/routes/things.java:10: [R08] shop.routes.things.%s is not a verb and answers no request.
                          Expected: get, post, put, patch, delete, head, options, any or ws.
                          Did you mean ws? If the method is a helper, make it private.""".formatted(name));
    }

    @DisplayName("R08: is not meant by what takes no socket, or is a helper")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "String websocket() { return \"\"; }",
                "void wss(String text) {}",
                "private void websocket(Socket socket) {}",
                "void greet(Socket socket) {}"
            })
    void notItsName(String method) {
        assertThat(compile(method)).isEmpty();
    }

    @Test
    @DisplayName("R12, R01: has the faults of any verb, too")
    void asAnyVerb() {
        assertThat(compile("private void ws(Socket socket) {}"))
                .singleElement()
                .asString()
                .contains("[R12]", "is private, so that no binder can call it");
        assertThat(compile("void ws(Socket socket) {} void ws(String name, Socket socket) {}"))
                .singleElement()
                .asString()
                .contains("[R01]", "is declared twice");
    }

    @Test
    @DisplayName("R13: a record component called ws is a fault")
    void component() {
        assertThat(new Project(folder).source("shop/routes/things.java", """
                        package shop.routes;

                        record things(Runnable ws) {
                            void get() {}
                        }
                        """).compile())
                .singleElement()
                .asString()
                .contains("[R13]", "has a component called 'ws', whose accessor looks like a verb");
    }

    @Test
    @DisplayName("R01: of two files of one path is a fault")
    void twoFiles() {
        String route = """
                package shop.routes%s;

                import io.serval.core.Socket;

                interface %s {
                    static void ws(Socket socket) {}
                }
                """;
        assertThat(new Project(folder)
                        .source("shop/routes/Things.java", route.formatted("", "Things"))
                        .source("shop/routes/things/index.java", route.formatted(".things", "index"))
                        .compile())
                .singleElement()
                .asString()
                .contains("[R01]", "WS");
    }

    private List<String> compile(String members) {
        return new Project(folder)
                .source("shop/routes/things.java", """
                package shop.routes;

                import io.serval.core.*;
                import java.util.List;
                import java.util.Optional;

                class things {
                    record Thing(String name) {}

                    %s
                }
                """.formatted(members))
                .compile();
    }
}
