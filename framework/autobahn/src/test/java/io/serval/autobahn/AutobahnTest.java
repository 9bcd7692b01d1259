package io.serval.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Message;
import io.serval.core.Socket;
import io.serval.core.Upgrade;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.NettyServer.Settings;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.python.util.jython;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes some minutes; its report is {@code target/autobahn/index.html}. */
class AutobahnTest {
    private static final Path REPORT = Path.of("target", "autobahn").toAbsolutePath();
    private static final int CASES = 301;
    private static final Set<String> PASSED = Set.of("OK", "INFORMATIONAL");

    /** The largest message of the suite. */
    private static final int MESSAGE = 16 * 1024 * 1024;

    /** The suite sends such messages in fragments of 64 bytes, as fast as it can. */
    private static final int FRAMES = 100_000_000;

    /** Runs the suite; Jython takes the Java package {@code io} for Python's, so it gets a process without one. */
    private static final String SCRIPT = """
            from autobahntestsuite import wstest
            wstest.start({'mode': 'fuzzingclient'}, {
                'outdir': '%s',
                'servers': [{'agent': 'Serval', 'url': 'ws://127.0.0.1:%d', 'options': {'version': 18}}],
                'cases': '%s'.split(','), 'exclude-cases': [], 'exclude-agent-cases': {}})
            """;

    @Test
    @DisplayName("S-08, row 112: every case of the Autobahn test suite is passed, strictly")
    void passes() throws Exception {
        String cases = System.getProperty("serval.autobahn.cases", "*");
        Settings settings = Settings.onPort(0)
                .withLimits(Limits.defaults().withMessageBytes(MESSAGE).withFrames(FRAMES));
        try (var server = NettyServer.start(
                settings, request -> Upgrade.to(AutobahnTest::echo).toResponse(request))) {
            assertThat(run(SCRIPT.formatted(REPORT, server.port(), cases)))
                    .as("exit of the suite")
                    .isZero();
        }
        JsonNode results =
                JsonMapper.shared().readTree(REPORT.resolve("index.json")).get("Serval");
        var failed = new TreeMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> result : results.properties()) {
            if (!passed(result.getValue())) {
                failed.put(result.getKey(), result.getValue());
            }
        }
        assertThat(failed).isEmpty();
        assertThat(results.size()).isEqualTo(cases.equals("*") ? CASES : results.size());
    }

    private static int run(String script) throws Exception {
        Process suite = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jar(AutobahnTestSuite.class) + File.pathSeparator + jar(jython.class),
                        "-Dpython.cachedir.skip=true",
                        jython.class.getName(),
                        "-c",
                        script)
                .redirectErrorStream(true)
                .redirectOutput(REPORT.resolveSibling("autobahn.log").toFile())
                .start();
        try {
            return suite.waitFor();
        } finally {
            suite.destroyForcibly();
        }
    }

    private static Path jar(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static boolean passed(JsonNode result) {
        return PASSED.contains(result.get("behavior").asString())
                && PASSED.contains(result.get("behaviorClose").asString());
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
