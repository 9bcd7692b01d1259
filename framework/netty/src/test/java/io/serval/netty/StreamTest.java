package io.serval.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Content;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Leaks.class)
class StreamTest {
    private static final int PIECE = 16 * 1024;

    private Content.Writer writer = out -> {};
    private String stated = "";
    private final NettyServer server = NettyServer.start(Settings.onPort(0), request -> {
        if (request.path().equals("/plain")) {
            return Response.text(200, "plain");
        }
        Response response = Response.stream("text/csv", writer);
        return stated.isEmpty() ? response : response.with("Content-Length", stated);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("What is written is sent in chunks with every flush; the connection then serves the next request")
    void writesChunks() throws Exception {
        var next = new CountDownLatch(1);
        writer = out -> {
            write(out, "one");
            out.flush();
            next.await();
            write(out, "t");
            write(out, "wo");
        };
        try (var client = new RawClient(server)) {
            Answer head = client.get("/").head();

            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(head.header("content-type")).isEqualTo("text/csv");
            assertThat(head.headers()).doesNotContainKey("content-length");
            assertThat(client.chunk()).isEqualTo("one");
            next.countDown();
            assertThat(client.chunk()).isEqualTo("two");
            assertThat(client.chunk()).isEmpty();
            assertThat(client.get("/plain").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("A large body arrives whole")
    void writesLarge() throws Exception {
        String line = "0123456789abcde\n";
        writer = out -> {
            for (int i = 0; i < 100_000; i++) {
                write(out, line);
            }
        };
        try (var client = new RawClient(server)) {
            assertThat(client.get("/").answer().body()).isEqualTo(line.repeat(100_000));
        }
    }

    @Test
    @DisplayName("A body whose length is stated is not framed")
    void writesByLength() throws Exception {
        writer = out -> write(out, "twelve bytes");
        stated = "12";
        try (var client = new RawClient(server)) {
            Answer answer = client.get("/").answer();

            assertThat(answer.headers()).containsEntry("content-length", "12").doesNotContainKey("transfer-encoding");
            assertThat(answer.body()).isEqualTo("twelve bytes");
            assertThat(client.get("/plain").answer().body()).isEqualTo("plain");
        }
    }

    @Test
    @DisplayName("An HTTP/1.0 client gets the bytes as they are, until the connection closes")
    void writesUntilClose() throws Exception {
        writer = out -> write(out, "one");
        try (var client = new RawClient(server)) {
            Answer head = client.send("GET / HTTP/1.0\r\n\r\n").head();

            assertThat(head.headers()).containsEntry("connection", "close").doesNotContainKey("transfer-encoding");
            assertThat(client.rest()).isEqualTo("one");
        }
    }

    @Test
    @DisplayName("HEAD gets the head, and the writer is not called")
    void leavesHeadAlone() throws Exception {
        var called = new AtomicBoolean();
        writer = out -> called.set(true);
        stated = "12";
        try (var client = new RawClient(server)) {
            Answer head = client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").head();

            assertThat(head.headers()).containsEntry("content-length", "12").containsEntry("content-type", "text/csv");
            assertThat(client.get("/plain").answer().body()).isEqualTo("plain");
            assertThat(called).isFalse();
        }
    }

    @Test
    @DisplayName("A writer that fails cuts the connection off, without the chunk that would end the body")
    void cutsOff() throws Exception {
        writer = out -> {
            write(out, "one");
            out.flush();
            throw new IllegalStateException("out of rows");
        };
        try (var client = new RawClient(server)) {
            client.get("/").head();

            assertThat(client.chunk()).isEqualTo("one");
            assertThatThrownBy(client::chunk).isInstanceOf(EOFException.class);
        }
    }

    @Test
    @DisplayName("A writer that fails cuts an HTTP/1.0 connection off so that it cannot be taken for the end")
    void resets() throws Exception {
        var read = new CountDownLatch(1);
        writer = out -> {
            write(out, "one");
            out.flush();
            read.await();
            throw new IllegalStateException("out of rows");
        };
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.0\r\n\r\n").head();
            assertThat(client.bytes(3)).asString().isEqualTo("one");
            read.countDown();

            assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A body that is not as long as stated cuts the connection off")
    void holdsToLength(Written written) throws Exception {
        var refused = new AtomicBoolean();
        stated = "3";
        writer = out -> {
            try {
                write(out, written == Written.TOO_LITTLE ? "ab" : "abcd");
            } catch (IOException e) {
                // Like a PrintStream.
                refused.set(true);
            }
        };
        try (var client = new RawClient(server)) {
            client.get("/").head();

            assertThat(client.rest()).hasSizeLessThan(3);
            assertThat(refused.get()).isEqualTo(written == Written.TOO_MUCH);
        }
    }

    enum Written {
        TOO_LITTLE,
        TOO_MUCH
    }

    @Test
    @DisplayName("A writer waits for a slow client, with a bounded number of bytes on their way")
    void waitsForClient() throws Exception {
        var written = new AtomicLong();
        writer = out -> {
            for (long i = 0; i < 4_000; i++) {
                out.write(new byte[PIECE]);
                written.addAndGet(PIECE);
            }
        };
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/").head();
            long stuck = Still.at(written::get);
            assertThat(stuck).isLessThan(20_000_000);

            for (int i = 0; i < 4_000; i++) {
                assertThat(client.chunk()).hasSize(PIECE);
            }
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    @DisplayName("row 137: when the client leaves, a writer that waits for it is interrupted, and its scope knows why")
    void leaves() throws Exception {
        var thrown = new CompletableFuture<Throwable>();
        var cause = new CompletableFuture<Scope.Cause>();
        writer = out -> {
            try {
                while (true) {
                    out.write(new byte[PIECE]);
                }
            } catch (Throwable e) {
                thrown.complete(e);
                cause.complete(Scope.current().cause().orElseThrow());
                throw e;
            }
        };
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/").head();
            client.bytes(PIECE);
            client.reset();

            assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
            assertThat(cause.get()).isEqualTo(Scope.Cause.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("When the client leaves, a writer that cannot be interrupted learns it by its next write")
    void leavesUnnoticed() throws Exception {
        var writing = new CountDownLatch(1);
        var gone = new CompletableFuture<Throwable>();
        writer = out -> Scope.shield(() -> {
            writing.countDown();
            try {
                while (true) {
                    out.write(new byte[PIECE]);
                }
            } catch (IOException e) {
                gone.complete(e);
                throw e;
            }
        });
        try (var client = RawClient.withSmallBuffer(server)) {
            client.get("/").head();
            writing.await();
            client.leave();

            assertThat(gone.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
