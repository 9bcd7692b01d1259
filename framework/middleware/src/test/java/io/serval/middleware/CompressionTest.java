package io.serval.middleware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.serval.core.Conditional;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Compression")
class CompressionTest {
    private static final String TEXT = "All the world's a stage, ".repeat(100);
    private static final Handler LONG = request -> Response.text(200, TEXT);
    private static final Handler TAGGED = request -> LONG.handle(request).with("ETag", "\"7\"");

    private final Compression compression = Compression.defaults();

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 136: the coding that the client likes best, and of equals the shortest way")
    @CsvSource(
            delimiter = '→',
            value = {"gzip → gzip", "gzip, deflate, br → br", "gzip, deflate, br, zstd → zstd", "br;q=0.1, gzip → gzip"
            })
    void negotiates(String accepted, String coding) throws Exception {
        Response response = compression.handle(Ask.get("Accept-Encoding", accepted), LONG);

        assertThat(response.headers())
                .isEqualTo(Headers.of(
                        "Content-Type", "text/plain; charset=utf-8",
                        "Vary", "Accept-Encoding",
                        "Content-Encoding", coding));
        byte[] bytes = ((Content.Bytes) response.content()).bytes();
        assertThat(bytes).hasSizeLessThan(200);
        assertThat(Decoded.text(coding, bytes)).isEqualTo(TEXT);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @DisplayName("row 136: who takes no coding gets the body as it is, and a cache is told that others may not")
    @ValueSource(strings = {"", "identity", "deflate", "gzip;q=0", "gzip;q=nonsense"})
    void plain(String accepted) throws Exception {
        Response response = compression.handle(Ask.get("Accept-Encoding", accepted), LONG);

        assertThat(Ask.text(response)).isEqualTo(TEXT);
        assertThat(response.headers().first("Vary")).hasValue("Accept-Encoding");
        assertThat(response.headers().contains("Content-Encoding")).isFalse();
    }

    @Test
    @DisplayName("row 136: who takes nothing is refused before anything is done")
    void nothing() {
        var calls = new AtomicInteger();

        assertThatThrownBy(() -> compression.handle(Ask.get("Accept-Encoding", "identity;q=0, foo"), request -> {
                    calls.incrementAndGet();
                    return LONG.handle(request);
                }))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(thrown -> assertThat(thrown.problem().detail())
                        .isEqualTo("Accept-Encoding leaves nothing: offered are zstd, br, gzip, identity."));
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("row 136: who takes no plain body gets even a short one compressed")
    void notPlain() throws Exception {
        Response response = compression.handle(
                Ask.get("Accept-Encoding", "identity;q=0, gzip"), request -> Response.text(200, "hi"));

        assertThat(response.headers().first("Content-Encoding")).hasValue("gzip");
    }

    @Test
    @DisplayName("row 136: not what is short, a picture, coded, digested, a part, or not to be transformed")
    void untouched() throws Exception {
        Response whole = LONG.handle(Ask.get());
        for (Response response : new Response[] {
            Response.text(200, "x".repeat(1023)),
            Response.of(200, "image/png", TEXT.getBytes(UTF_8)),
            Response.of(200, "text/event-stream", TEXT.getBytes(UTF_8)),
            whole.with("Content-Encoding", "br"),
            whole.with("Cache-Control", "public, No-Transform"),
            whole.with("Content-Digest", "sha-256=:AAAA:"),
            new Response(206, whole.headers().with("Content-Range", "bytes 0-9/2500"), whole.content()),
            new Response(200, Headers.of("Content-Type", "text/event-stream"), new Content.Push(outlet -> {})),
            new Response(200, Headers.of("Content-Type", "text/plain"), new Content.File(Path.of("x"), 0, 1L << 30)),
            Response.of(204),
        }) {
            assertThat(compression.handle(Ask.get("Accept-Encoding", "gzip"), request -> response))
                    .isSameAs(response);
        }
    }

    @Test
    @DisplayName("row 136: a strong entity tag names the coding, a weak one is good for all")
    void tags() throws Exception {
        Response strong = compression.handle(Ask.get("Accept-Encoding", "br"), TAGGED);
        Response weak = compression.handle(
                Ask.get("Accept-Encoding", "br"),
                request -> LONG.handle(request).with("ETag", "W/\"7\""));

        assertThat(strong.headers().first("ETag")).hasValue("\"7-br\"");
        assertThat(weak.headers().first("ETag")).hasValue("W/\"7\"");
    }

    @Test
    @DisplayName("row 136, row 96: a client revalidates what it got compressed")
    void revalidates() throws Exception {
        Handler conditional = request -> Conditional.answer(request, TAGGED.handle(request));
        Response same = compression.handle(
                Ask.get("Accept-Encoding", "gzip, br", "If-None-Match", "\"6\", \"7-br\""), conditional);
        Response other =
                compression.handle(Ask.get("Accept-Encoding", "gzip", "If-None-Match", "\"7-br\""), conditional);

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.headers()).isEqualTo(Headers.of("Vary", "Accept-Encoding", "ETag", "\"7-br\""));
        assertThat(other.status()).as("of a coding that it does not take now").isEqualTo(200);
        assertThat(other.headers().first("ETag")).hasValue("\"7-gzip\"");
    }

    @Test
    @DisplayName("A-02: what was read compressed can be changed under If-Match")
    void changes() throws Exception {
        Handler put = request -> {
            Conditional.check(request, Headers.of("ETag", "\"7\""));
            return Response.of(204);
        };

        assertThat(compression
                        .handle(Ask.of("PUT", "Accept-Encoding", "br", "If-Match", "\"7-br\""), put)
                        .status())
                .isEqualTo(204);
        assertThatThrownBy(
                        () -> compression.handle(Ask.of("PUT", "Accept-Encoding", "br", "If-Match", "\"6-br\""), put))
                .hasMessageContaining("412");
    }

    @ParameterizedTest
    @DisplayName("row 136: on the wire each coding arrives whole, and HEAD says what GET would")
    @EnumSource(ContentCoding.class)
    void onTheWire(ContentCoding coding) throws IOException {
        String accept = "Accept-Encoding: " + coding.token();
        try (var site = Site.of(TAGGED, compression)) {
            Site.Answer answer = site.get(accept);
            Site.Answer head = site.ask("HEAD", accept);

            assertThat(Decoded.text(coding.token(), answer.rest())).isEqualTo(TEXT);
            assertThat(head.rest()).isEmpty();
            for (String name : new String[] {"Content-Length", "Content-Encoding", "ETag", "Vary"}) {
                assertThat(head.field(name)).isPresent().isEqualTo(answer.field(name));
            }
        }
    }

    @ParameterizedTest
    @DisplayName("row 136: what a stream flushes can be read while it goes on")
    @EnumSource(ContentCoding.class)
    void flushes(ContentCoding coding) throws IOException {
        var read = new CountDownLatch(1);
        Handler stream = request -> new Response(
                200, Headers.of("Content-Type", "text/plain", "Content-Length", "5000"), new Content.Stream(out -> {
                    out.write("first".getBytes(UTF_8));
                    out.flush();
                    read.await();
                    out.write("x".repeat(4995).getBytes(UTF_8));
                    out.close();
                }));
        try (var site = Site.of(stream, compression);
                var socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.0\r\nAccept-Encoding: " + coding.token() + "\r\n\r\n").getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            String head = head(in);
            byte[] first = flushed(coding, "first");

            assertThat(head).contains("Content-Encoding: " + coding.token()).doesNotContain("Content-Length");
            assertThat(in.readNBytes(first.length)).isEqualTo(first);
            read.countDown();
            assertThat(Decoded.text(coding.token(), concat(first, in.readAllBytes())))
                    .isEqualTo("first" + "x".repeat(4995));
        }
    }

    @ParameterizedTest
    @DisplayName("row 136: large bodies and files are compressed as they are sent")
    @EnumSource(ContentCoding.class)
    void large(ContentCoding coding, @TempDir Path folder) throws IOException {
        var random = new Random(1);
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"id\":" + random.nextInt(100_000) + ",\"name\":\"item " + i + "\"},")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("large.txt"), text);
        for (Content content :
                new Content[] {new Content.Bytes(text.getBytes(UTF_8)), new Content.File(file, 0, Files.size(file))}) {
            Handler large = request -> new Response(200, Headers.of("Content-Type", "text/plain"), content);
            try (var site = Site.of(large, compression)) {
                Site.Answer answer = site.get("Accept-Encoding: " + coding.token());

                assertThat(answer.rest()).hasSizeLessThan(text.length() / 4);
                assertThat(Decoded.text(coding.token(), Decoded.dechunked(answer.rest())))
                        .isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @DisplayName("row 136: a body that breaks off never looks whole")
    @EnumSource(ContentCoding.class)
    void breaksOff(ContentCoding coding) throws IOException {
        Handler broken =
                request -> new Response(200, Headers.of("Content-Type", "text/plain"), new Content.Stream(out -> {
                    out.write(TEXT.getBytes(UTF_8));
                    out.flush();
                    throw new IOException("The source is gone.");
                }));
        try (var site = Site.of(broken, compression)) {
            byte[] rest = site.get("Accept-Encoding: " + coding.token()).rest();

            assertThat(new String(rest, UTF_8)).doesNotEndWith("0\r\n\r\n");
            byte[] body = Decoded.dechunked(concat(rest, "0\r\n\r\n".getBytes(UTF_8)));
            assertThatThrownBy(() -> Decoded.text(coding.token(), body)).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("row 136: on the wire, ten thousand codings cost nothing and change nothing")
    void tooManyCodings() throws IOException {
        try (var site = Site.of(LONG, compression)) {
            Site.Answer answer = site.get("Accept-Encoding: gzip" + ",x;q=1".repeat(1_000));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Decoded.text("gzip", answer.rest())).isEqualTo(TEXT);
            assertThat(site.get("Accept-Encoding: " + "x,".repeat(10_000)).status())
                    .isIn(200, 431);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    /** What a decoder needs to say the text, before the end. */
    private static byte[] flushed(ContentCoding coding, String text) throws IOException {
        var out = new ByteArrayOutputStream();
        OutputStream encoder = coding.encoder(out);
        encoder.write(text.getBytes(UTF_8));
        encoder.flush();
        byte[] flushed = out.toByteArray();
        encoder.close();
        return flushed;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
