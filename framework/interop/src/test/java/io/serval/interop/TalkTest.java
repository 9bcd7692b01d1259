package io.serval.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serval.interop.Conversation.Heard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("ways")
@DisplayName("WebSocket clients of others")
class TalkTest {
    private static Servers servers;

    @Parameter
    @SuppressWarnings("NullAway.Init") // set for each way
    Way way;

    /** Which client, over what. */
    record Way(Client client, boolean secure, boolean deflate) {
        @Override
        public String toString() {
            return client + (secure ? ", wss" : ", ws") + (deflate ? ", compressed" : "");
        }
    }

    static Stream<Way> ways() {
        return Arrays.stream(Client.values())
                .filter(Client::hearsEverything)
                .flatMap(client -> Stream.of(false, true)
                        .flatMap(secure -> Stream.of(false, true).map(deflate -> new Way(client, secure, deflate))))
                .filter(way -> !way.deflate() || way.client().canDeflate());
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = new Servers(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private Client.Ask ask(String path) {
        return servers.ask(way.secure(), way.deflate(), path);
    }

    private Conversation open(Client.Ask ask) throws Exception {
        return way.client().open(ask, servers.certificate());
    }

    @Test
    @DisplayName("S-08: compress if both sides want to, and not if the server does not")
    void agrees() throws Exception {
        try (var talk = open(ask("/echo"))) {
            if (way.deflate()) {
                assertThat(talk.extensions().split("; "))
                        .contains("permessage-deflate", "server_no_context_takeover", "client_no_context_takeover");
            } else {
                assertThat(talk.extensions()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("S-08: get text back that is more than ASCII, short and long, one message after the other")
    void echoesText() throws Exception {
        try (var talk = open(ask("/echo"))) {
            for (String text : List.of("hello", "grüezi, 你好 🙂", "again and again 🙂 ".repeat(3_000))) {
                talk.text(text);

                assertThat(talk.next()).isEqualTo(new Heard.Text(text));
            }
        }
    }

    @Test
    @DisplayName("S-08: get bytes back of any value")
    void echoesBinary() throws Exception {
        byte[] bytes = new byte[10_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * i >> 3));
        try (var talk = open(ask("/echo"))) {
            talk.binary(bytes);

            assertThat(talk.next()).isEqualTo(new Heard.Binary(HexFormat.of().formatHex(bytes)));
        }
    }

    @Test
    @DisplayName("S-08: get empty messages back")
    void echoesNothing() throws Exception {
        try (var talk = open(ask("/echo"))) {
            talk.text("");
            talk.binary(new byte[0]);

            assertThat(talk.next()).isEqualTo(new Heard.Text(""));
            assertThat(talk.next()).isEqualTo(new Heard.Binary(""));
        }
    }

    @Test
    @DisplayName("S-08: get a megabyte back, whatever the windows of the way")
    void echoesLarge() throws Exception {
        String large = IntStream.range(0, 150_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        try (var talk = open(ask("/echo"))) {
            talk.text(large);

            assertThat(talk.next()).isEqualTo(new Heard.Text(large));
        }
    }

    @Test
    @DisplayName("S-08: are understood in fragments")
    void echoesFragments() throws Exception {
        assumeTrue(way.client().canFragment(way.deflate()), "The client cuts messages as it likes.");
        try (var talk = open(ask("/echo"))) {
            talk.fragments("one, ", "", "two and ".repeat(500), "three");

            assertThat(talk.next()).isEqualTo(new Heard.Text("one, " + "two and ".repeat(500) + "three"));
        }
    }

    @Test
    @DisplayName("S-08: get a pong for a ping, with what it held")
    void pings() throws Exception {
        assumeTrue(way.client().canPing(), "The client's users hear nothing of pings.");
        try (var talk = open(ask("/echo"))) {
            talk.ping("are you there?");

            assertThat(talk.next()).isEqualTo(new Heard.Pong("are you there?"));
        }
    }

    @Test
    @DisplayName("S-08: close, and hear their own code back")
    void closes() throws Exception {
        assumeTrue(way.client().awaitsAnswerToClose(), "The client does not wait.");
        try (var talk = open(ask("/echo"))) {
            talk.close(4321, "done");

            assertThat(talk.next())
                    .isInstanceOfSatisfying(
                            Heard.Closed.class,
                            closed -> assertThat(closed.code()).isEqualTo(4321));
        }
    }

    @Test
    @DisplayName("S-08: hear with which code and reason the server closes")
    void isClosed() throws Exception {
        try (var talk = open(ask("/closing/4001"))) {
            assertThat(talk.next()).isEqualTo(new Heard.Closed(4001, "as told"));
        }
    }

    @Test
    @DisplayName("S-08: are closed with 1009 if they send more than the limit")
    void sendsTooMuch() throws Exception {
        try (var talk = open(ask("/echo"))) {
            talk.text("more ".repeat(Servers.LARGEST / 5 + 1));

            assertThat(talk.next())
                    .isInstanceOfSatisfying(
                            Heard.Closed.class,
                            closed -> assertThat(closed.code()).isEqualTo(1009));
        }
    }

    @Test
    @DisplayName("S-08: hear a message that is sent in pieces as one")
    void hearsPieces() throws Exception {
        String whole =
                IntStream.range(0, 10_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        try (var talk = open(ask("/pieces"))) {
            assertThat(talk.next()).isEqualTo(new Heard.Text(whole));
        }
    }

    @Test
    @DisplayName("S-08: hear a message to many")
    void hearsNews() throws Exception {
        try (var talk = open(ask("/news"));
                var other = open(ask("/news"))) {
            assertThat(talk.next()).isEqualTo(new Heard.Text(Interop.NEWS));
            assertThat(other.next()).isEqualTo(new Heard.Text(Interop.NEWS));
        }
    }

    @Test
    @DisplayName("W-04: get the first subprotocol that they offer and the server speaks")
    void choosesProtocol() throws Exception {
        try (var talk = open(ask("/echo").withProtocols("v0.echo", "v1.echo", "v2.echo"))) {
            assertThat(talk.protocol()).isEqualTo("v1.echo");
        }
    }
}
