package io.serval.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Message;
import io.serval.core.Socket;
import io.serval.core.Upgrade;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.NettyServer.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import me.normanmaurer.maven.autobahntestsuite.FuzzingCaseResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Takes some minutes; its report is {@code target/autobahntestsuite-reports/index.html}. */
class AutobahnTest {
    private static final int CASES = 301;
    private static final Set<String> PASSED = Set.of("OK", "INFORMATIONAL");

    /** The largest message of the suite. */
    private static final int MESSAGE = 16 * 1024 * 1024;

    /** The suite sends such messages in fragments of 64 bytes, as fast as it can. */
    private static final int FRAMES = 100_000_000;

    @Test
    @DisplayName("S-08, row 112: every case of the Autobahn test suite is passed, strictly")
    void passes() {
        Settings settings = Settings.onPort(0)
                .withLimits(Limits.defaults().withMessageBytes(MESSAGE).withFrames(FRAMES));
        try (var server = NettyServer.start(
                settings, request -> Upgrade.to(AutobahnTest::echo).toResponse(request))) {
            String cases = System.getProperty("serval.autobahn.cases", "*");
            List<FuzzingCaseResult> results = AutobahnTestSuite.runFuzzingClient(
                    "Serval", "ws://127.0.0.1:" + server.port(), Map.of(), List.of(cases.split(",")), List.of());

            assertThat(results).filteredOn(result -> !passed(result)).isEmpty();
            assertThat(results).hasSize(cases.equals("*") ? CASES : results.size());
        }
    }

    private static boolean passed(FuzzingCaseResult result) {
        return PASSED.contains(String.valueOf(result.behavior()))
                && PASSED.contains(String.valueOf(result.behaviorClose()));
    }

    private static void echo(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }
}
