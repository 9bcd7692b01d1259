package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test runs over sockets and without, as both must look the same to a client. */
@DisplayName("A WebSocket of a route")
class WebSocketTest {
    private static final String ECHO = """
            record echo(Journal journal) {
                void ws(Socket socket) {
                    socket.scope().onCancel(() -> journal.add("" + socket.scope().cause().orElseThrow()));
                    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
                        switch (next.get()) {
                            case Message.Text(String text) -> socket.send(text);
                            case Message.Binary(byte[] bytes) -> socket.send(bytes);
                        }
                    }
                    journal.add("over");
                }
            }
            """;

    /** Says what it takes, and does what it is told. */
    private static final String ROOM = """
            record $room(Journal journal) {
                record Cookies(Optional<String> theme) {}

                @Subprotocols({"chat.v2", "chat.v1"})
                @BodyLimit(10)
                void ws(long room, @Default("guest") String name, @From(Argument.In.HEADER) Optional<String> agent,
                        Cookies cookies, Principal principal, Request request, Socket socket) {
                    journal.add("opened");
                    socket.send(room + " " + name + " " + agent.orElse("-") + " " + cookies.theme().orElse("-") + " "
                            + principal.name() + " " + request.path() + " " + socket.protocol().orElse("-"));
                    switch (socket.receive().orElse(new Message.Text("gone"))) {
                        case Message.Text(String text) when text.equals("fail") -> throw new IllegalStateException("told to");
                        case Message.Text(String text) when text.equals("refuse") ->
                            throw new ProblemException(Problem.of(403, "Not for you."));
                        case Message.Text(String text) when text.equals("close") -> socket.close(4001, "as you say");
                        case Message ignored -> {}
                    }
                }
            }
            """;

    /** Lets everybody in but Mallory, sets a cookie, and takes down what passes. */
    private static final String GUARD = """
            record _middleware(Journal journal) {
                Response get(Request request, Handler next) throws Exception {
                    if (request.headers().first("X-Name").equals(Optional.of("Mallory"))) {
                        throw new ProblemException(Problem.of(401, "Not you."));
                    }
                    Response response = next.handle(request);
                    journal.add("middleware " + response.status());
                    return response.with("Set-Cookie", "seen=yes");
                }
            }
            """;

    private static final String ERRORS = """
            record _error(Journal journal) {
                Response on(Exception error, Request request) throws Exception {
                    journal.add("error " + error.getClass().getSimpleName());
                    throw error;
                }
            }
            """;

    private enum Way {
        DIRECT,
        SOCKETS
    }

    private final Tree tree = tree(
            "echo.java", ECHO, "rooms/$room.java", ROOM, "rooms/_middleware.java", GUARD, "rooms/_error.java", ERRORS);

    private TestApp app(Way way) {
        return way == Way.DIRECT ? tree.app() : tree.served();
    }

    @AfterEach
    void stop() {
        tree.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 103, S-07: hears text and bytes, whole and in pieces, and sends both")
    void echo(Way way) {
        byte[] bytes = {0, -1, 7};
        try (TestSocket socket = app(way).socket("/echo")) {
            assertThat(socket.send("a").send("ß").next(2)).containsExactly("a", "ß");
            assertThat(socket.send(bytes).nextBytes()).isEqualTo(bytes);
            assertThat(socket.sendPiece("Hel", false)
                            .sendPiece("", false)
                            .sendPiece("lo", true)
                            .next())
                    .isEqualTo("Hello");
            assertThat(socket.sendPiece(bytes, false)
                            .sendPiece(new byte[] {8}, true)
                            .nextBytes())
                    .containsExactly(0, -1, 7, 8);
            assertThat(socket.send("").next()).isEmpty();
            String large = "x".repeat(50_000);
            assertThat(socket.send(large).next()).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 106, S-01: takes its arguments from path, query, headers, cookies, request and principal")
    void arguments(Way way) {
        try (TestSocket socket = app(way).request("GET", "/rooms/7?name=Ann")
                .header("Agent", "test")
                .header("Cookie", "theme=dark")
                .offering("chat.v1")
                .socket()) {
            assertThat(socket.next()).isEqualTo("7 Ann test dark anonymous /rooms/7 chat.v1");
        }
        try (TestSocket socket = app(way).socket("/rooms/8")) {
            assertThat(socket.next()).isEqualTo("8 guest - - anonymous /rooms/8 -");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 106, row 130: is refused before the handshake if an argument cannot be read")
    void faults(Way way) {
        tree.and("numbered.java", "interface numbered { static void ws(int from, Socket socket) {} }");

        app(way).request("GET", "/rooms/seven").refusedSocket().problem(404);
        app(way).request("GET", "/numbered?from=x").refusedSocket().problem(400).fault("/query/from", "number");
        app(way).request("GET", "/numbered").refusedSocket().problem(400).fault("/query/from", "");
        assertThat(tree.journal()).doesNotContain("opened");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 106, row 108, S-04: is guarded by middleware, whose cookies are on the 101")
    void middleware(Way way) {
        app(way).request("GET", "/rooms/7")
                .header("X-Name", "Mallory")
                .refusedSocket()
                .problem(401)
                .detail("Not you.");
        assertThat(tree.journal()).isEmpty();

        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.handshake().is(101).has("Set-Cookie", "seen=yes").has("Upgrade", "websocket");
            socket.next();
        }
        assertThat(tree.journal()).containsExactlyInAnyOrder("middleware 101", "opened");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "row 107, W-04, D25: speaks the first of the client's subprotocols that it knows, or none, and never fails")
    void subprotocols(Way way) {
        assertThat(chosen(way, "chat.v2", "chat.v1")).hasValue("chat.v2");
        assertThat(chosen(way, "chat.v1", "chat.v2")).hasValue("chat.v1");
        assertThat(chosen(way, "graphql", "chat.v1")).hasValue("chat.v1");
        assertThat(chosen(way, "graphql", "CHAT.V1")).isEmpty();
        assertThat(chosen(way, "")).isEmpty();
    }

    private Optional<String> chosen(Way way, String... offered) {
        try (TestSocket socket =
                app(way).request("GET", "/rooms/7").offering(offered).socket()) {
            return socket.protocol();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 110, S-04: is closed with 1011 if it fails, which is reported and passes no middleware")
    void failing(Way way) {
        var heard = new CopyOnWriteArrayList<String>();
        tree.setUp(app -> app.onError((error, request) -> heard.add(error.getMessage() + " at " + request.path())));
        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.next();
            socket.send("fail").closes(1011);
        }

        assertThat(heard).containsExactly("told to at /rooms/7");
        assertThat(tree.journal()).containsExactlyInAnyOrder("middleware 101", "opened");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-04: is closed with 1008 and the reason if it turns its client away")
    void refusing(Way way) {
        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.next();
            assertThat(socket.send("refuse").closes(1008)).isEqualTo("Not for you.");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 111: is closed with 1000 when its method returns")
    void returning(Way way) {
        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.next();
            socket.send("bye").closes(1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-07: is closed by the server with a code and a reason of its own")
    void closedByServer(Way way) {
        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.next();
            assertThat(socket.send("close").closes(4001)).isEqualTo("as you say");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-07, Z-11: is closed by the client with a code that it gets back, and its scope is cancelled")
    void closedByClient(Way way) {
        try (TestSocket socket = app(way).socket("/echo")) {
            socket.send("a").next();
            socket.close(4002, "enough").closes(4002);
        }

        await().untilAsserted(() -> assertThat(tree.journal()).containsExactlyInAnyOrder("CLIENT_GONE", "over"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Z-11: is over when its client is cut off")
    void cut(Way way) {
        try (TestSocket socket = app(way).socket("/echo")) {
            socket.send("a").next();
            socket.cut();
        }

        await().untilAsserted(() -> assertThat(tree.journal()).containsExactlyInAnyOrder("CLIENT_GONE", "over"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D25: is closed with 1009 by a message beyond its @BodyLimit")
    void limit(Way way) {
        try (TestSocket socket = app(way).socket("/rooms/7")) {
            socket.next();
            socket.send("x".repeat(11)).closes(1009);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 104, W-02: lives beside get, which answers what does not ask for it")
    void besideGet(Way way) {
        tree.and("chat.java", """
                interface chat {
                    record Fallback(String message, String hint) {}

                    static Fallback get() {
                        return new Fallback("This is a chat.", "Open a WebSocket here.");
                    }

                    static void ws(Socket socket) {
                        socket.send("Welcome");
                        socket.receive().ifPresent(message -> socket.send("echo: " + ((Message.Text) message).text()));
                    }
                }
                """);

        app(way).get("/chat").is(200).json("{\"message\":\"This is a chat.\",\"hint\":\"Open a WebSocket here.\"}");
        app(way).head("/chat").is(200);
        try (TestSocket socket = app(way).socket("/chat")) {
            assertThat(socket.next()).isEqualTo("Welcome");
            assertThat(socket.send("hello").next()).isEqualTo("echo: hello");
            socket.closes(1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 104, S-02, S-05: tells a plain GET by a 426 what is there and how to ask")
    void plainGet(Way way) {
        app(way).get("/echo")
                .has("Upgrade", "websocket")
                .problem(426)
                .detail("There is a WebSocket at /echo")
                .detail("'Upgrade: websocket'");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 105, S-02: is a 405 to every other method, which says that GET is allowed")
    void otherMethods(Way way) {
        tree.and("posted.java", """
                interface posted {
                    static void ws(Socket socket) {}
                    static String post() { return "posted"; }
                }
                """);

        app(way).request("POST", "/echo")
                .refusedSocket()
                .has("Allow", "GET, OPTIONS")
                .problem(405);
        app(way).post("/echo").has("Allow", "GET, OPTIONS").problem(405);
        app(way).head("/echo").is(405);
        app(way).options("/echo").is(204).has("Allow", "GET, OPTIONS");
        app(way).request("POST", "/posted").refusedSocket().is(200).json("\"posted\"");
        app(way).delete("/posted").is(405).has("Allow", "GET, POST, OPTIONS");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-01, S-03: is the outcome of a get that decides itself")
    void explicit(Way way) {
        tree.and("maybe.java", """
                interface maybe {
                    static Optional<Upgrade> get(Request request, Optional<Integer> version) {
                        if (!Upgrade.supported(request) || !Upgrade.requested(request)) {
                            throw new ProblemException(Problem.of(426, "offered: " + Upgrade.offered(request)));
                        }
                        return version.map(v -> Upgrade.to(socket -> socket.send("" + socket.protocol()))
                                .speaking("v" + v)
                                .withMessageLimit(10));
                    }
                }
                """);

        app(way).request("GET", "/maybe")
                .header("Sec-WebSocket-Protocol", "a, b")
                .send()
                .problem(426)
                .detail("offered: [a, b]");
        app(way).request("GET", "/maybe").refusedSocket().problem(404);
        try (TestSocket socket =
                app(way).request("GET", "/maybe?version=2").offering("v1", "v2").socket()) {
            assertThat(socket.next()).isEqualTo("Optional[v2]");
            socket.closes(1000);
        }
        app(way).request("POST", "/maybe").refusedSocket().problem(405);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-02: returned by any, is a 405 for other methods, with Allow: GET")
    void returnedByAny(Way way) {
        tree.and("all.java", "interface all { static Upgrade any() { return Upgrade.to(socket -> {}); } }");

        app(way).post("/all").is(405).has("Allow", "GET");
        app(way).get("/all").is(426);
        app(way).socket("/all").closes(1000);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-03: is no 101 made by hand, which is a 500")
    void madeByHand(Way way) {
        tree.and("hand.java", """
                interface hand {
                    static Response get() {
                        return Response.of(101).with("Upgrade", "websocket");
                    }
                }
                """);

        app(way).request("GET", "/hand").refusedSocket().problem(500);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S-03: answers one request: kept for the next one it is a 500")
    void once(Way way) {
        tree.and("kept.java", """
                final class kept {
                    private final java.util.concurrent.atomic.AtomicReference<Response> first =
                            new java.util.concurrent.atomic.AtomicReference<>();

                    Response get(Request request) {
                        return first.updateAndGet(known -> known == null
                                ? Upgrade.to(socket -> socket.send("hello")).toResponse(request)
                                : known);
                    }
                }
                """);

        try (TestSocket socket = app(way).socket("/kept")) {
            assertThat(socket.next()).isEqualTo("hello");
        }
        app(way).request("GET", "/kept").refusedSocket().problem(500);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("sends messages of any length piece by piece, and reads them while they arrive")
    void streams(Way way) {
        tree.and("upper.java", """
                interface upper {
                    static void ws(Socket socket) throws java.io.IOException {
                        var message = socket.receiveStream().orElseThrow();
                        try (var out = socket.sendBinary()) {
                            message.bytes().transferTo(out);
                        }
                        try (var out = socket.sendText()) {
                            for (int i = 0; i < 20_000; i++) {
                                out.write("line " + i + "\\n");
                            }
                        }
                    }
                }
                """);
        byte[] piece = "0123456789".repeat(3_000).getBytes(StandardCharsets.UTF_8);
        try (TestSocket socket = app(way).socket("/upper")) {
            for (int i = 0; i < 5; i++) {
                socket.sendPiece(piece, i == 4);
            }
            assertThat(socket.nextBytes()).hasSize(5 * piece.length);
            assertThat(socket.next()).startsWith("line 0\n").endsWith("line 19999\n");
            socket.closes(1000);
        }
    }
}
