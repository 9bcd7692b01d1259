package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server with a heap of 48 MiB and 32 MiB beside it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeDownloadTest {
    private static final long LARGE = 4L * 1024 * 1024 * 1024;
    private static final int PIECE = 1024 * 1024;

    private Process process;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path sparse = folder.resolve("sparse.bin");
        try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(LARGE);
            file.seek(LARGE - 4);
            file.write("last".getBytes(StandardCharsets.US_ASCII));
        }
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:MaxDirectMemorySize=32m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadServer.class.getName(),
                        sparse.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine());
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
    @DisplayName("row 92: sends a file of 4 GiB")
    void sendsFile() throws IOException {
        try (var client = RawClient.onPort(port)) {
            assertThat(client.get("/file").head().header("content-length")).isEqualTo(Long.toString(LARGE));
            for (long left = LARGE - PIECE; left > 0; left -= PIECE) {
                client.bytes(PIECE);
            }
            assertThat(new String(client.bytes(PIECE), StandardCharsets.ISO_8859_1))
                    .endsWith("\0last");
            assertThat(client.get("/").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("sends bodies without end to a hundred clients that take nothing, and to one that takes 256 MiB")
    void sendsEndless() throws IOException {
        var idle = new ArrayList<RawClient>();
        try (var client = RawClient.onPort(port)) {
            for (int i = 0; i < 100; i++) {
                idle.add(RawClient.onPort(port));
                idle.getLast().get("/endless").head();
            }
            client.get("/endless").head();
            for (int i = 0; i < 256; i++) {
                client.bytes(PIECE);
            }
            client.reset();
            for (RawClient each : idle) {
                each.reset();
            }
        }
        try (var client = RawClient.onPort(port)) {
            assertThat(client.get("/").answer().body()).isEqualTo("plain");
        }
    }
}
