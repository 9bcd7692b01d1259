package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("A server with a heap of 64 MiB")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeUploadTest {
    private static final int PIECE = 64 * 1024;
    private static final int PIECES = 16 * 1024;
    private static final long GIBIBYTE = (long) PIECE * PIECES;

    private Process process;
    private int port;

    @BeforeAll
    void start() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadServer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
        port = Integer.parseInt(ready);
    }

    @AfterAll
    void stop() throws Exception {
        process.outputWriter().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @DisplayName("row 88: takes an upload of 1 GiB")
    void takesLarge() throws IOException {
        byte[] piece = new byte[PIECE];
        new Random(88).nextBytes(piece);
        var crc = new CRC32();
        try (var client = RawClient.onPort(port)) {
            client.send("PUT /large HTTP/1.1\r\nHost: test\r\nContent-Length: " + GIBIBYTE + "\r\n\r\n");
            for (int i = 0; i < PIECES; i++) {
                piece[i % PIECE]++;
                crc.update(piece);
                client.send(piece);
            }

            assertThat(client.answer().body()).isEqualTo(GIBIBYTE + " bytes, CRC " + crc.getValue());
        }
    }

    @Test
    @DisplayName("row 88: refuses an upload over the limit with a 413 that its client reads while it is sending")
    void refusesDeclared() throws IOException {
        try (var client = RawClient.onPort(port)) {
            client.send("PUT /small HTTP/1.1\r\nHost: test\r\nContent-Length: " + GIBIBYTE + "\r\n\r\n")
                    .send(new byte[10 * PIECE]);

            refused(client.answer(), "has " + GIBIBYTE);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("row 88: refuses an upload in chunks once it is over the limit")
    void refusesChunks() throws IOException {
        try (var client = RawClient.onPort(port)) {
            client.send("PUT /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .send(Integer.toHexString(20 * PIECE) + "\r\n")
                    .send(new byte[20 * PIECE]);

            refused(client.answer(), "has more");
            assertThat(client.rest()).isEmpty();
        }
    }

    private static void refused(Answer answer, String size) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(answer.body()).contains("Content Too Large", "may have 1048576 bytes", size);
    }
}
