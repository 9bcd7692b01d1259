package io.serval.core.internal.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Dispatcher;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.internal.link.Tree;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetTest {
    private static final Instant WRITTEN = Instant.parse("2026-05-06T12:00:00Z");

    @TempDir
    Path folder;

    private Tree tree;

    @BeforeEach
    void begin() throws Exception {
        tree = new Tree(folder)
                .resource("public/hello.txt", "hello")
                .resource("public/other.txt", "other")
                .resource("public/app.js", "plain")
                .resource("public/app.js.br", "brotli")
                .resource("public/app.js.zst", "zstandard")
                .resource("public/app.js.gz", "gzip")
                .resource("public/style.css", "plain")
                .resource("public/style.css.gz", "gzip")
                .resource("public/data.csv.gz", "only gzip")
                .resource("public/large.bin", "0123456789".repeat(200_000))
                .resource("public/app.3f9a1c2b.js", "hashed")
                .compile();
        Files.setLastModifiedTime(tree.classes().resolve("public/hello.txt"), FileTime.from(WRITTEN));
    }

    @AfterEach
    void end() throws Exception {
        tree.close();
    }

    @Test
    @DisplayName("row 96: a file has a strong tag of its content, the same from a folder and from a jar, and a date")
    void validators() throws Exception {
        Response onDisk = get(serve(tree.inFolder()), "/hello.txt");
        Response inJar = get(serve(tree.inJar()), "/hello.txt");
        String tag = onDisk.headers().first("ETag").orElseThrow();

        assertThat(tag).matches("\"[\\w-]{22}\"");
        assertThat(inJar.headers().first("ETag")).contains(tag);
        assertThat(inJar.headers().contains("Last-Modified")).isTrue();
        assertThat(get(serve(tree.inFolder()), "/other.txt").headers().first("ETag"))
                .isNotEqualTo(onDisk.headers().first("ETag"));
        assertThat(onDisk.headers().first("Last-Modified")).contains("Wed, 06 May 2026 12:00:00 GMT");
    }

    @Test
    @DisplayName("row 96: whoever has the file is told 304, without a body")
    void notModified() throws Exception {
        for (MethodHandles.Lookup application : List.of(tree.inFolder(), tree.inJar())) {
            Dispatcher app = serve(application);
            String tag = get(app, "/hello.txt").headers().first("ETag").orElseThrow();
            Response same = get(app, "/hello.txt", "If-None-Match", tag);

            assertThat(same.status()).isEqualTo(304);
            assertThat(same.content()).isEqualTo(Content.NONE);
            assertThat(same.headers()).isEqualTo(Headers.of("Cache-Control", "no-cache", "ETag", tag));
            assertThat(get(app, "/hello.txt", "If-None-Match", "\"x\"").status())
                    .isEqualTo(200);
            assertThat(get(app, "/hello.txt", "If-Match", "\"x\"").status()).isEqualTo(412);
        }
        assertThat(get(serve(tree.inFolder()), "/hello.txt", "If-Modified-Since", "Wed May  6 12:00:00 2026")
                        .status())
                .isEqualTo(304);
    }

    @Test
    @DisplayName("row 97: a file is sent in parts, from a folder and from a jar")
    void parts() throws Exception {
        for (MethodHandles.Lookup application : List.of(tree.inFolder(), tree.inJar())) {
            Dispatcher app = serve(application);
            Response part = get(app, "/hello.txt", "Range", "bytes=0-3");

            assertThat(part.status()).isEqualTo(206);
            assertThat(text(part)).isEqualTo("hell");
            assertThat(part.headers().first("Content-Range")).contains("bytes 0-3/5");
            assertThat(get(app, "/hello.txt", "Range", "bytes=5-").status()).isEqualTo(416);
            assertThat(get(app, "/hello.txt", "Range", "bytes=0-3", "If-Range", "\"x\"")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            index.html                | no-cache
            app.js                    | no-cache
            app.3f9a1c2b.js           | public, max-age=31536000, immutable
            app-3f9a1c2b4d5e6f70.css  | public, max-age=31536000, immutable
            app.3f9a1c2b.js.map       | public, max-age=31536000, immutable
            app.3f9a1c2.js            | no-cache
            app.3f9a1c2g.js           | no-cache
            report-20260506.pdf       | no-cache
            report.20260506.pdf       | no-cache
            un-defaced.png            | no-cache
            3f9a1c2b.js               | no-cache
            jquery-3.7.1.min.js       | no-cache
            app3f9a1c2b.js            | no-cache
            """)
    @DisplayName("row 98: names with a hash of the content may be kept for good, others are asked for again")
    void caching(String name, String expected) throws Exception {
        tree.resource("public/" + name, "content");

        assertThat(get(serve(tree.inFolder()), "/" + name).headers().first("Cache-Control"))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                | plain     | -
            br                               | brotli    | br
            gzip, deflate, br, zstd          | brotli    | br
            gzip, deflate                    | gzip      | gzip
            gzip;q=0.8, zstd                 | zstandard | zstd
            gzip;q=1.0, br;q=0.5             | gzip      | gzip
            br;q=0, gzip                     | gzip      | gzip
            br;q=0, gzip;q=0                 | plain     | -
            identity;q=1, gzip;q=0.5         | plain     | -
            *                                | brotli    | br
            *, br;q=0                        | zstandard | zstd
            *;q=0                            | plain     | -
            GZIP                             | gzip      | gzip
            x-gzip                           | gzip      | gzip
            deflate                          | plain     | -
            ''                               | plain     | -
            """)
    @DisplayName("row 99: of the compressed forms beside a file the client gets the one that it likes best")
    void precompressed(String accepted, String body, String coding) throws Exception {
        for (MethodHandles.Lookup application : List.of(tree.inFolder(), tree.inJar())) {
            Response response = accepted == null
                    ? get(serve(application), "/app.js")
                    : get(serve(application), "/app.js", "Accept-Encoding", accepted);

            assertThat(text(response)).isEqualTo(body);
            assertThat(response.headers().first("Content-Encoding").orElse(null))
                    .isEqualTo(coding);
            assertThat(response.headers().first("Content-Type")).contains("text/javascript; charset=utf-8");
            assertThat(response.headers().first("Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    @DisplayName("row 99: each form has a tag of its own, by which it is revalidated and sent in parts")
    void tagOfForm() throws Exception {
        Dispatcher app = serve(tree.inFolder());
        String plain = get(app, "/app.js").headers().first("ETag").orElseThrow();
        String brotli = get(app, "/app.js", "Accept-Encoding", "br")
                .headers()
                .first("ETag")
                .orElseThrow();

        assertThat(brotli).isNotEqualTo(plain);
        Response same = get(app, "/app.js", "Accept-Encoding", "br", "If-None-Match", brotli);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.headers().first("Vary")).contains("Accept-Encoding");
        assertThat(get(app, "/app.js", "Accept-Encoding", "br", "If-None-Match", plain)
                        .status())
                .isEqualTo(200);
        assertThat(text(get(app, "/app.js", "Accept-Encoding", "br", "Range", "bytes=0-1")))
                .isEqualTo("br");
    }

    @Test
    @DisplayName("row 99: a file that nothing is beside does not vary, and a compressed file is a file of its own, too")
    void ownFiles() throws Exception {
        Dispatcher app = serve(tree.inFolder());

        assertThat(get(app, "/hello.txt", "Accept-Encoding", "br").headers().contains("Vary"))
                .isFalse();
        Response alone = get(app, "/data.csv.gz", "Accept-Encoding", "gzip");
        assertThat(text(alone)).isEqualTo("only gzip");
        assertThat(alone.headers().first("Content-Type")).contains("application/gzip");
        assertThat(alone.headers().contains("Content-Encoding")).isFalse();
        assertThat(get(app, "/data.csv", "Accept-Encoding", "gzip").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("What is small is kept in memory; what is large comes from the disk, or from its jar, each time")
    void memory() throws Exception {
        Dispatcher app = serve(tree.inFolder());
        Dispatcher jar = serve(tree.inJar());

        assertThat(get(app, "/hello.txt").content())
                .isSameAs(get(app, "/hello.txt").content());
        assertThat(get(app, "/large.bin").content()).isInstanceOf(Content.File.class);
        assertThat(get(app, "/large.bin").headers().first("ETag"))
                .isEqualTo(get(jar, "/large.bin").headers().first("ETag"));
        assertThat(get(jar, "/large.bin").content()).isInstanceOf(Content.Stream.class);
        assertThat(get(jar, "/large.bin").headers().first("Content-Length")).contains("2000000");
        assertThat(text(get(jar, "/large.bin"))).hasSize(2_000_000);
    }

    @Test
    @DisplayName("Memory is bounded: further files come from the disk")
    void boundedMemory() throws Exception {
        String full = "x".repeat(64 * 1024);
        for (int i = 0; i < 300; i++) {
            tree.resource("public/many/" + i, full);
        }
        Dispatcher app = serve(tree.inFolder());

        int kept = 0;
        for (int i = 0; i < 300; i++) {
            Response response = get(app, "/many/" + i);
            kept += response.content() instanceof Content.Bytes ? 1 : 0;
            assertThat(text(response)).isEqualTo(full);
        }
        assertThat(kept).isEqualTo(256);
    }

    @Test
    @DisplayName("While it is worked at, a changed file, a new one and a deleted one are noticed at once")
    void dev() throws Exception {
        Dispatcher app =
                Dispatcher.builder().dev(true).application(tree.inFolder()).build(new Services());
        String before = get(app, "/hello.txt").headers().first("ETag").orElseThrow();

        tree.resource("public/hello.txt", "changed").resource("public/new/index.html", "new");
        Response changed = get(app, "/hello.txt", "If-None-Match", before);
        assertThat(text(changed)).isEqualTo("changed");
        assertThat(text(get(app, "/new/"))).isEqualTo("new");
        assertThat(get(app, "/new").status()).isEqualTo(308);

        Files.delete(tree.classes().resolve("public/hello.txt"));
        assertThat(get(app, "/hello.txt").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/.env", "/link.txt", "/out/private.txt", "/..%2fprivate.txt", "/docs%2f..%2f..%2fprivate.txt"})
    @DisplayName("row 100: what is added later is held to the same rules")
    void devHostile(String target) throws Exception {
        Dispatcher app =
                Dispatcher.builder().dev(true).application(tree.inFolder()).build(new Services());
        Path root = tree.classes().resolve("public");
        tree.resource("private.txt", "secret").resource("public/.env", "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), tree.classes().resolve("private.txt"));
        Files.createSymbolicLink(root.resolve("out"), tree.classes());

        assertThat(get(app, target).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("row 100: a file that becomes a link is not followed any more")
    void becomesLink() throws Exception {
        Dispatcher app =
                Dispatcher.builder().dev(true).application(tree.inFolder()).build(new Services());
        Path file = tree.classes().resolve("public/hello.txt");
        tree.resource("private.txt", "secret");
        Files.delete(file);
        Files.createSymbolicLink(file, tree.classes().resolve("private.txt"));

        assertThat(get(app, "/hello.txt").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("row 99: while it is worked at, a file that is newer than its compressed form is sent itself")
    void outdatedForm() throws Exception {
        Dispatcher app =
                Dispatcher.builder().dev(true).application(tree.inFolder()).build(new Services());
        Path compressed = tree.classes().resolve("public/style.css.gz");
        Path plain = tree.classes().resolve("public/style.css");
        Files.setLastModifiedTime(compressed, FileTime.from(WRITTEN));
        Files.setLastModifiedTime(plain, FileTime.from(WRITTEN));
        assertThat(text(get(app, "/style.css", "Accept-Encoding", "gzip"))).isEqualTo("gzip");

        Files.setLastModifiedTime(plain, FileTime.from(WRITTEN.plusSeconds(1)));
        assertThat(text(get(app, "/style.css", "Accept-Encoding", "gzip"))).isEqualTo("plain");
    }

    private static Dispatcher serve(MethodHandles.Lookup application) {
        return Dispatcher.builder().application(application).build(new Services());
    }

    private static Response get(Dispatcher app, String target, String... headers) {
        return app.handle(Request.of("GET", target, Headers.of(headers), Body.empty(), "r-1", Scope.root()));
    }

    private static String text(Response response) throws Exception {
        var out = new ByteArrayOutputStream();
        switch (response.content()) {
            case Content.Bytes(byte[] bytes) -> out.write(bytes);
            case Content.File file -> file.toStream().writer().write(out);
            case Content.Stream stream -> stream.writer().write(out);
            default -> throw new AssertionError(response.content());
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
