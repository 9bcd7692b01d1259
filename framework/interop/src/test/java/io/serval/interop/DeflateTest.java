package io.serval.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.interop.Conversation.Heard;
import io.serval.interop.Node.NodeConversation;
import io.serval.interop.Node.Traffic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The npm package ws, by permessage-deflate,")
class DeflateTest {
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final String TEXT = "compress me, please. ".repeat(5_000);

    private static Servers servers;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = new Servers(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static NodeConversation open(Map<String, Object> options) throws Exception {
        return Node.running().open("ws", servers.ask(false, true, "/echo"), servers.certificate(), options);
    }

    private static void echoes(NodeConversation talk) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            talk.text(TEXT + i);
            assertThat(talk.next()).isEqualTo(new Heard.Text(TEXT + i));
        }
    }

    @Test
    @DisplayName("S-08: sends and gets a hundred kilobytes as some hundred bytes")
    void compresses() throws Exception {
        try (var talk = open(Map.of("threshold", 0))) {
            Traffic before = talk.traffic();
            talk.text(TEXT);
            assertThat(talk.next()).isEqualTo(new Heard.Text(TEXT));
            Traffic after = talk.traffic();

            assertThat(after.written() - before.written()).isLessThan(2_000);
            assertThat(after.read() - before.read()).isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    @DisplayName("S-08: may compress with any window")
    void clientWindow(int bits) throws Exception {
        try (var talk = open(Map.of("threshold", 0, "clientMaxWindowBits", bits))) {
            assertThat(talk.extensions()).isEqualTo(AGREED);
            echoes(talk);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14})
    @DisplayName("S-08: is talked to without compression if it wants a window that the server cannot have")
    void serverWindow(int bits) throws Exception {
        try (var talk = open(Map.of("threshold", 0, "serverMaxWindowBits", bits))) {
            assertThat(talk.extensions()).isEmpty();
            echoes(talk);
        }
    }

    @Test
    @DisplayName("S-08: gets the largest window if it asks for it")
    void largestServerWindow() throws Exception {
        try (var talk = open(Map.of("threshold", 0, "serverMaxWindowBits", 15))) {
            assertThat(talk.extensions()).isEqualTo(AGREED + "; server_max_window_bits=15");
            echoes(talk);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    @DisplayName("S-08: need not remember anything between messages, whether it offers that or not")
    void takeover(boolean server, boolean client) throws Exception {
        var options = new HashMap<String, Object>(Map.of("threshold", 0));
        if (server) {
            options.put("serverNoContextTakeover", true);
        }
        if (client) {
            options.put("clientNoContextTakeover", true);
        }
        try (var talk = open(options)) {
            assertThat(talk.extensions()).isEqualTo(AGREED);
            echoes(talk);
        }
    }

    @Test
    @DisplayName("S-08: is closed with 1009 for a message that only inflated is too big")
    void bomb() throws Exception {
        try (var talk = open(Map.of("threshold", 0))) {
            talk.text("0".repeat(8 * Servers.LARGEST));

            assertThat(talk.next())
                    .isInstanceOfSatisfying(
                            Heard.Closed.class,
                            closed -> assertThat(closed.code()).isEqualTo(1009));
        }
    }
}
