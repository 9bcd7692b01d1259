package docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.cli.App;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import io.serval.testkit.TestSocket;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to WebSockets")
class WebSocketGuideTest {
    private static final Markdown GUIDE = Markdown.of("docs/websocket.md");
    private static final Pattern ASKED = Pattern.compile("^([A-Z]+) (/\\S*) +→ (\\d{3})(?: (.+))?$", Pattern.MULTILINE);

    private RoutingGuideTest.Loader loader;
    private TestApp talk;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        var sources = new Sources(GUIDE, folder);
        assertThat(sources.compile()).isEmpty();
        loader = new RoutingGuideTest.Loader(sources.classes());
        var lookup = MethodHandles.privateLookupIn(loader.loadClass("talk.Talk"), MethodHandles.lookup());
        talk = TestApp.of(lookup).start(setUp(lookup));
    }

    @AfterEach
    void stop() throws Exception {
        talk.close();
        loader.close();
    }

    @Test
    @DisplayName("S-02, S-05, row 104: shows what is answered to whoever does not ask for a WebSocket")
    void plain() {
        List<MatchResult> asked = GUIDE.blocks("text").stream()
                .flatMap(block -> ASKED.matcher(block).results())
                .toList();
        assertThat(asked).hasSizeGreaterThan(5);
        for (MatchResult line : asked) {
            TestResponse response = talk.request(line.group(1), line.group(2)).send();
            assertThat(response.status()).as(line.group()).isEqualTo(Integer.parseInt(line.group(3)));
            if (line.group(4) != null) {
                response.json(line.group(4));
            }
        }
    }

    @Test
    @DisplayName("row 103, W-02: shows an echo of text and bytes, with a limit")
    void echo() {
        try (TestSocket socket = talk.socket("/echo")) {
            assertThat(socket.send("hello").next()).isEqualTo("hello");
            assertThat(socket.send(new byte[] {1, 2}).nextBytes()).containsExactly(1, 2);
            socket.send("x".repeat(1001)).closes(1009);
        }
    }

    @Test
    @DisplayName("row 109, D25: tells which pages may open a WebSocket")
    void origins() {
        talk.request("GET", "/echo")
                .header("Origin", "https://elsewhere.example")
                .refusedSocket()
                .is(403);
        talk.request("GET", "/echo")
                .header("Origin", talk.uri("").toString())
                .socket()
                .close();
    }

    @Test
    @DisplayName("row 106, row 108, row 110: shows a guard, and how a socket ends")
    void desk() {
        try (TestSocket socket =
                talk.request("GET", "/desk").header("X-Name", "Ann").socket()) {
            assertThat(socket.next()).isEqualTo("What can I do for you, Ann?");
            assertThat(socket.send("Why?").closes(4000)).isEqualTo("Nobody knows.");
        }
        try (TestSocket socket =
                talk.request("GET", "/desk").header("X-Name", "Bob").socket()) {
            socket.next();
            assertThat(socket.send(" ").closes(1008)).isEqualTo("A question needs words.");
        }
    }

    @Test
    @DisplayName("row 107, W-04: shows subprotocols")
    void subprotocols() {
        try (TestSocket socket =
                talk.request("GET", "/time").offering("x", "time.json").socket()) {
            assertThat(socket.protocol()).hasValue("time.json");
            assertThat(socket.next()).startsWith("{\"now\":\"");
        }
        try (TestSocket socket = talk.request("GET", "/time").offering("x").socket()) {
            assertThat(socket.protocol()).isEmpty();
            assertThat(socket.next()).endsWith("Z");
        }
    }

    @Test
    @DisplayName("shows messages of any length")
    void digest() {
        try (TestSocket socket = talk.socket("/digest")) {
            byte[] piece = new byte[100_000];
            for (int i = 0; i < 10; i++) {
                socket.sendPiece(piece, i == 9);
            }
            assertThat(socket.next()).isEqualTo("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025");
        }
    }

    @Test
    @DisplayName("W-01, W-03: builds a chat: presence, messages with their acks, and what was said for who comes back")
    void chat() {
        String position;
        try (TestSocket ann = talk.socket("/chat/lobby?name=Ann")) {
            assertThat(heard(ann, "welcome")).contains("\"member\":\"Ann\"");
            try (TestSocket ben = talk.socket("/chat/lobby?name=Ben")) {
                heard(ben, "welcome");
                assertThat(heard(ann, "joined")).contains("\"member\":\"Ben\"");
                ann.send("{\"type\":\"say\",\"id\":\"a1\",\"payload\":{\"text\":\"Hello\"}}");
                String said = heard(ben, "said");
                assertThat(said).contains("\"from\":\"Ann\"", "\"payload\":{\"text\":\"Hello\"}");
                position = said.replaceAll(".*\"position\":\"([^\"]+)\".*", "$1");
                assertThat(heard(ann, "ack")).contains("\"id\":\"a1\"");
                ann.send("{\"type\":\"say\",\"id\":\"a2\",\"payload\":{\"text\":7}}");
                assertThat(heard(ann, "error")).contains("\"code\":\"malformed\"");
            }
            ann.send("{\"type\":\"say\",\"id\":\"a3\",\"payload\":{\"text\":\"Still there?\"}}");
            heard(ann, "ack");
        }
        try (TestSocket ben =
                talk.request("GET", "/chat/lobby?name=Ben&from=" + position).socket()) {
            assertThat(heard(ben, "said")).contains("Still there?");
        }
    }

    /** Returns the next message of the type, past those of other types. */
    private static String heard(TestSocket socket, String type) {
        String message = socket.next();
        while (!message.contains("\"type\":\"" + type + "\"")) {
            message = socket.next();
        }
        return message;
    }

    @Test
    @DisplayName("Z-11: shows what happens when a client leaves")
    void leaving() {
        try (TestSocket socket = talk.socket("/ticker?name=Ann")) {
            talk.post("/news", "{\"text\": \"It rains.\"}").is(204);
            assertThat(socket.next()).isEqualTo("It rains.");
            talk.get("/news").json("[\"Ann\"]");
            socket.cut();
        }
        await().untilAsserted(() -> talk.get("/news").json("[]"));
    }

    @Test
    @DisplayName("S-01, S-03: shows a get that decides itself")
    void doors() {
        try (TestSocket socket =
                talk.request("GET", "/doors/1").offering("knock").socket()) {
            assertThat(socket.next()).isEqualTo("Come in");
            socket.closes(1000);
        }
        talk.request("GET", "/doors/2").offering("knock").refusedSocket().is(404);
        talk.request("GET", "/doors/1").refusedSocket().is(400);
    }

    @Test
    @DisplayName("S-06, row 159: shows tests that pass")
    void tests() throws Exception {
        Class<?> tests = loader.loadClass("talk.TalkTest");
        List<Method> all = Stream.of(tests.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
        assertThat(all).hasSize(3);
        for (Method test : all) {
            test.invoke(tests.getConstructor().newInstance());
        }
    }

    private static Consumer<App> setUp(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        MethodHandle setUp =
                lookup.findStatic(lookup.lookupClass(), "setUp", MethodType.methodType(void.class, App.class));
        return app -> {
            try {
                setUp.invoke(app);
            } catch (Throwable e) {
                throw new AssertionError("The application cannot be set up.", e);
            }
        };
    }
}
