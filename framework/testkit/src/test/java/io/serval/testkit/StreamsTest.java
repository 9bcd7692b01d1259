package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test runs over sockets and without, as both must look the same to a test. */
@DisplayName("row 159: long-lived connections of the test kit")
class StreamsTest {
    private static final String EVENTS = """
            record events(Journal journal) {
                Response get(Optional<String> last) {
                    return new Response(200, Headers.of("Content-Type", "text/event-stream"), new Content.Push(outlet -> {
                        outlet.scope().onCancel(() -> journal.add("" + outlet.scope().cause().orElseThrow()));
                        outlet.write("id: 1\\ndata: one\\n\\n: quiet\\n\\nevent: news\\ndata: two\\ndata: lines\\n\\n".getBytes());
                        outlet.flush();
                        if (last.isPresent()) {
                            outlet.close(0, "");
                        }
                    }));
                }
            }
            """;
    private static final String ECHO = """
            record echo(Journal journal) {
                Response get() {
                    return new Response(101, Headers.empty(), new Content.WebSocket(outlet -> {
                        outlet.scope().onCancel(() -> journal.add("" + outlet.scope().cause().orElseThrow()));
                        outlet.write("hello".getBytes());
                        return message -> {
                            if (message.equals("bye")) {
                                outlet.close(4000, "as you say");
                            } else if (message.equals("fail")) {
                                throw new IllegalStateException("told to");
                            } else {
                                outlet.write(message.getBytes());
                            }
                        };
                    }));
                }
            }
            """;

    private enum Way {
        DIRECT,
        SOCKETS
    }

    private final Tree tree = tree("events.java", EVENTS, "echo.java", ECHO);

    private TestApp app(Way way) {
        return way == Way.DIRECT ? tree.app() : tree.served();
    }

    @AfterEach
    void stop() {
        tree.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: server-sent events come with id, type and data, until the server ends the stream")
    void events(Way way) {
        try (EventStream stream = app(way).events("/events?last=yes")) {
            assertThat(stream.next(2))
                    .containsExactly(
                            new EventStream.Event("1", "message", "one"),
                            new EventStream.Event("1", "news", "two\nlines"));
            stream.ends();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: closing an event stream cancels the request's scope, as a client that leaves")
    void leavingEvents(Way way) {
        try (EventStream stream = app(way).events("/events")) {
            stream.next();
        }

        await().untilAsserted(() -> assertThat(tree.journal()).containsExactly("CLIENT_GONE"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: waiting in vain for an event fails the test and tells what had arrived")
    void vain(Way way) {
        tree.with(setup -> setup.timeout(Duration.ofMillis(300)));
        try (EventStream stream = app(way).events("/events")) {
            assertThatThrownBy(() -> stream.next(3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("GET /events")
                    .hasMessageContaining("nothing came within PT0.3S")
                    .hasMessageContaining("two\nlines");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: a WebSocket hears, answers and is closed with the server's code")
    void socket(Way way) {
        try (TestSocket socket = app(way).socket("/echo")) {
            assertThat(socket.next()).isEqualTo("hello");
            assertThat(socket.send("a").send("ß").next(2)).containsExactly("a", "ß");
            assertThat(socket.send("bye").closes(4000)).isEqualTo("as you say");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: a WebSocket whose server fails is closed with 1011")
    void failingSocket(Way way) {
        try (TestSocket socket = app(way).socket("/echo")) {
            socket.next();
            socket.send("fail").closes(1011);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: closing a WebSocket cancels its scope, as a client that leaves")
    void leavingSocket(Way way) {
        try (TestSocket socket = app(way).socket("/echo")) {
            socket.next();
        }

        await().untilAsserted(() -> assertThat(tree.journal()).containsExactly("CLIENT_GONE"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 159: a socket where there is none fails the test with the whole exchange, or can be expected")
    void refusedSocket(Way way) {
        assertThatThrownBy(() -> app(way).socket("/nothing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected 101")
                .hasMessageContaining("HTTP 404")
                .hasMessageContaining("There is nothing at /nothing.");
        app(way).request("GET", "/nothing").refusedSocket().problem(404);
        app(way).get("/echo").problem(426).response().has("Upgrade", "websocket");
    }
}
