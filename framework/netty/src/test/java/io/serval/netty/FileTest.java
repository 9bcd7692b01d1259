package io.serval.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Ranges;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Leaks.class)
class FileTest {
    private static final int LARGE = 8 * 1024 * 1024;

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[LARGE];
    private Path large;
    private Path small;
    private FileSystem zip;
    private final NettyServer server = NettyServer.start(Settings.onPort(0), request -> switch (request.path()) {
        case "/large" -> Ranges.answer(request, Response.file(large));
        case "/small" -> Ranges.answer(request, Response.file(small));
        case "/none" -> new Response(200, Headers.empty(), new Content.File(folder.resolve("none"), 0, 9));
        case "/short" -> new Response(200, Headers.empty(), new Content.File(large, 1, LARGE));
        case "/zipped" -> new Response(200, Headers.empty(), new Content.File(zip.getPath("inside"), 0, 100_000));
        default -> Response.text(200, "plain");
    });

    @BeforeEach
    void write() throws IOException {
        new Random(97).nextBytes(bytes);
        large = Files.write(folder.resolve("large.bin"), bytes);
        small = Files.writeString(folder.resolve("small.txt"), "hello");
        zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"));
        Files.write(zip.getPath("inside"), new byte[100_000]);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        zip.close();
    }

    @Test
    @DisplayName("row 92: a small and a large file arrive with length and type, and the connection serves on")
    void whole() throws IOException {
        try (var client = new RawClient(server)) {
            Answer little = client.get("/small").answer();
            assertThat(little.body()).isEqualTo("hello");
            assertThat(little.headers())
                    .containsEntry("content-length", "5")
                    .containsEntry("content-type", "text/plain; charset=utf-8");

            Answer head = client.get("/large").head();
            assertThat(head.headers())
                    .containsEntry("content-length", Integer.toString(LARGE))
                    .containsEntry("content-type", "application/octet-stream")
                    .containsEntry("accept-ranges", "bytes")
                    .doesNotContainKey("transfer-encoding");
            assertThat(client.bytes(LARGE)).isEqualTo(bytes);
            assertThat(client.get("/").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("row 92: HEAD gets the length of a file and nothing of it")
    void head() throws IOException {
        try (var client = new RawClient(server)) {
            Answer head = client.send("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n").head();

            assertThat(head.header("content-length")).isEqualTo(Integer.toString(LARGE));
            assertThat(client.get("/").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("row 96: a 304 has no body, and the connection serves on")
    void notModified() throws IOException {
        try (var client = new RawClient(server)) {
            String tag = client.get("/small").answer().header("etag");
            Answer same = client.get("/small", "If-None-Match: " + tag + "\r\n").head();

            assertThat(same.status()).isEqualTo(304);
            assertThat(same.headers()).containsEntry("etag", tag).doesNotContainKey("content-length");
            assertThat(client.get("/").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("row 97: a part of a large file, and several, are the very bytes")
    void parts() throws IOException {
        try (var client = new RawClient(server)) {
            Answer part =
                    client.get("/large", "Range: bytes=1000000-3999999\r\n").head();
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.headers())
                    .containsEntry("content-range", "bytes 1000000-3999999/" + LARGE)
                    .containsEntry("content-length", "3000000");
            assertThat(client.bytes(3_000_000)).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 4_000_000));

            Answer parts =
                    client.get("/large", "Range: bytes=0-99999, -100000\r\n").head();
            byte[] body = client.bytes(Integer.parseInt(parts.header("content-length")));
            assertThat(new String(body, ISO_8859_1))
                    .contains(new String(bytes, 0, 100_000, ISO_8859_1))
                    .contains(new String(bytes, LARGE - 100_000, 100_000, ISO_8859_1))
                    .endsWith("--\r\n");

            Answer behind = client.get("/large", "Range: bytes=99999999-\r\n").answer();
            assertThat(behind.status()).isEqualTo(416);
            assertThat(behind.header("content-range")).isEqualTo("bytes */" + LARGE);
        }
    }

    @Test
    @DisplayName("A file within an archive, which the kernel does not know, arrives as well")
    void zipped() throws IOException {
        try (var client = new RawClient(server)) {
            assertThat(client.get("/zipped").answer().body()).hasSize(100_000);
        }
    }

    @Test
    @DisplayName("A file that cannot be read, or is too short, is a 500 without details")
    void unreadable() throws IOException {
        try (var client = new RawClient(server)) {
            for (String target : new String[] {"/none", "/short"}) {
                Answer failure = client.get(target).answer();

                assertThat(failure.status()).isEqualTo(500);
                assertThat(failure.body()).doesNotContain(folder.toString());
            }
        }
    }

    @Test
    @DisplayName("A file that shrinks while it is sent cuts the connection off")
    void shrinks() throws IOException {
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/large").head();
            client.bytes(1000);
            try (var channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
                channel.truncate(2000);
            }

            assertThatThrownBy(() -> client.bytes(LARGE - 1000)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("A file is closed when it has been sent, and when its client leaves in the middle")
    void closes() throws IOException {
        try (var client = new RawClient(server)) {
            client.get("/large").head();
            client.bytes(LARGE);
            await().until(this::closed);
        }
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/large").head();
            client.bytes(1000);
            assertThat(closed()).isFalse();

            client.reset();
            await().until(this::closed);
        }
    }

    private boolean closed() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.noneMatch(link -> {
                try {
                    return Files.readSymbolicLink(link).equals(large);
                } catch (IOException e) {
                    // Closed since it was listed.
                    return false;
                }
            });
        }
    }
}
