package io.serval.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Peer;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.observe.internal.AsyncHandler;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The log")
class LogsTest {
    private static final Logger NAMED = Logger.getLogger("io.serval.test");
    private static final Logger ACCESS = Logger.getLogger("io.serval.access");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private AsyncHandler handler = new AsyncHandler(new PrintStream(written, false, UTF_8), true);

    @AfterEach
    void detach() {
        NAMED.removeHandler(handler);
        ACCESS.removeHandler(handler);
        handler.close();
    }

    @Test
    @DisplayName("row 70: names the request in every line that is logged for it, in forks too; as JSON")
    void requestId() throws Exception {
        attach(true);
        try (Scope scope = Scope.root()) {
            scope.name("r7");
            scope.call(() -> {
                System.getLogger("io.serval.test").log(Level.INFO, "in the handler");
                return scope.fork(() -> {
                            System.getLogger("io.serval.test")
                                    .log(Level.WARNING, "in a fork", new IllegalStateException("broken"));
                            return scope;
                        })
                        .get();
            });
        }
        System.getLogger("io.serval.test").log(Level.INFO, "outside {0}", "of it");

        List<Map<?, ?>> lines = json();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("requestId")).isEqualTo("r7");
        assertThat(lines.get(0).get("message")).isEqualTo("in the handler");
        assertThat(lines.get(0).get("level")).isEqualTo("INFO");
        assertThat(lines.get(0).get("logger")).isEqualTo("io.serval.test");
        assertThat(lines.get(1).get("requestId")).isEqualTo("r7");
        assertThat((String) lines.get(1).get("exception")).contains("IllegalStateException: broken", "at io.serval");
        assertThat(lines.get(2).containsKey("requestId")).isFalse();
        assertThat(lines.get(2).get("message")).isEqualTo("outside of it");
    }

    @Test
    @DisplayName("cannot be forged by what a message quotes: its further lines are indented")
    void forgery() {
        attach(false);

        System.getLogger("io.serval.test").log(Level.INFO, "hello x\n2026-01-01 ERROR all is lost\u001b[2J");

        assertThat(text().lines().filter(line -> !line.startsWith("\t"))).hasSize(1);
        assertThat(text()).contains("\n\t2026-01-01 ERROR all is lost?[2J\n");
    }

    @Test
    @DisplayName("of access is one line for each request, without its query, and with nothing that breaks it")
    void access() {
        attach(true);
        var served = new Served(
                "GET",
                "/a b\r\n\u00ff\u2028?token=secret",
                "/{x}",
                200,
                Peer.LOCAL,
                "r1",
                1,
                2,
                Duration.ofMillis(3),
                Optional.of(Scope.Cause.CLIENT_GONE));

        new AccessLog().answered(served);

        Map<?, ?> line = json().getFirst();
        assertThat(line.get("path")).isEqualTo("/a%20b%0d%0a%ff?");
        assertThat(line.get("route")).isEqualTo("/{x}");
        assertThat(line.get("status")).isEqualTo(200);
        assertThat(line.get("requestId")).isEqualTo("r1");
        assertThat(line.get("cancelled")).isEqualTo("CLIENT_GONE");
        assertThat((String) line.get("message")).startsWith("GET /a%20b%0d%0a%ff? 200 3 ms 2 B ");
        assertThat(text()).doesNotContain("secret");
    }

    @Test
    @DisplayName("keeps nobody waiting: beyond 10,000 lines that wait, lines are lost, and their number is told")
    void bounded() {
        var gate = new CountDownLatch(1);
        var slow = new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                written.write(bytes, offset, length);
            }
        };
        var full = new AsyncHandler(new PrintStream(slow, false, UTF_8), true);
        for (int i = 0; i < 10_500; i++) {
            full.publish(new LogRecord(java.util.logging.Level.INFO, "line " + i));
        }
        long lost = full.lost();
        gate.countDown();
        full.close();

        assertThat(lost).isEqualTo(500);
        assertThat(text()).contains("500 lines of the log were lost here");
        assertThat(text().lines()).hasSize(10_001);
    }

    private void attach(boolean json) {
        handler.close();
        handler = new AsyncHandler(new PrintStream(written, false, UTF_8), json);
        NAMED.addHandler(handler);
        ACCESS.addHandler(handler);
    }

    private String text() {
        handler.flush();
        return written.toString(UTF_8);
    }

    private List<Map<?, ?>> json() {
        var mapper = JsonMapper.builder().build();
        return text().lines()
                .<Map<?, ?>>map(line -> mapper.readValue(line, Map.class))
                .toList();
    }
}
