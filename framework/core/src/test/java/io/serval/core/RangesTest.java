package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    private static final String TEN = "0123456789";
    private static final String LONG = TEN.repeat(100);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("ten.txt"), TEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            bytes=0-4                  | 0-4 | 01234
            bytes=5-                   | 5-9 | 56789
            bytes=9-9                  | 9-9 | 9
            bytes=-3                   | 7-9 | 789
            bytes=-99                  | 0-9 | 0123456789
            bytes=0-                   | 0-9 | 0123456789
            bytes=8-99999999999999999999 | 8-9 | 89
            BYTES=0-4                  | 0-4 | 01234
            bytes= 0-4 , 20-30         | 0-4 | 01234
            bytes=,0-4                 | 0-4 | 01234
            bytes=0-2,2-4              | 0-4 | 01234
            bytes=0-1,4-5              | 0-5 | 012345
            bytes=6-7,0-1              | 0-7 | 01234567
            """)
    @DisplayName("row 97: a range is answered with 206, of bytes and of a file")
    void part(String range, String sent, String body) throws Exception {
        for (Response whole : new Response[] {Response.text(200, TEN), Response.file(file)}) {
            Response part = Ranges.answer(get("Range", range), whole);

            assertThat(part.status()).isEqualTo(206);
            assertThat(part.headers().first("Content-Range")).contains("bytes " + sent + "/10");
            assertThat(part.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(text(part)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=10-, 99999999999999999999-"})
    @DisplayName("row 97: ranges behind the end are answered with 416 and the length")
    void behindEnd(String range) {
        Response refusal = Ranges.answer(get("Range", range), Response.text(200, TEN));

        assertThat(refusal.status()).isEqualTo(416);
        assertThat(refusal.headers().first("Content-Range")).contains("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=a-b",
                "bytes=4-2",
                "bytes=0-4,4-2",
                "bytes=0--4",
                "bytes=+0-4",
                "bytes=0-4-5",
                "bytes 0-4",
                "lines=0-4",
                "0-4"
            })
    @DisplayName("row 97: what is no range is ignored")
    void ignored(String range) {
        assertThat(Ranges.answer(get("Range", range), Response.text(200, TEN)).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 97: several ranges are answered with multipart/byteranges, of bytes and of a file")
    void parts() throws Exception {
        Files.writeString(file, LONG);
        for (Response whole : new Response[] {Response.text(200, LONG), Response.file(file)}) {
            Response parts = Ranges.answer(get("Range", "bytes=500-504,0-1,-2"), whole);

            String type = parts.headers().first("Content-Type").orElseThrow();
            assertThat(parts.status()).isEqualTo(206);
            assertThat(type).startsWith("multipart/byteranges; boundary=");
            assertThat(parts.headers().contains("Content-Range")).isFalse();
            String boundary = type.substring(type.indexOf('=') + 1);
            String expected = ("\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            + "Content-Range: bytes 500-504/1000\r\n\r\n01234"
                            + "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            + "Content-Range: bytes 0-1/1000\r\n\r\n01"
                            + "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            + "Content-Range: bytes 998-999/1000\r\n\r\n89"
                            + "\r\n--B--\r\n")
                    .replace("B", boundary);
            assertThat(text(parts)).isEqualTo(expected);
            if (parts.content() instanceof Content.Stream) {
                assertThat(parts.headers().first("Content-Length")).contains(Integer.toString(expected.length()));
            }
        }
    }

    @Test
    @DisplayName("row 97: sixteen ranges are served, seventeen are a flood and get the whole")
    void flood() {
        assertThat(Ranges.answer(get("Range", ranges(16)), Response.text(200, TEN.repeat(1000)))
                        .status())
                .isEqualTo(206);
        assertThat(Ranges.answer(get("Range", ranges(17)), Response.text(200, TEN.repeat(1000)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 97: ranges that overlap are never sent twice")
    void overlapping() {
        String all = IntStream.range(0, 16).mapToObj(i -> "0-").collect(Collectors.joining(",", "bytes=", ""));
        Response whole = Response.text(200, LONG);

        assertThat(text(Ranges.answer(get("Range", all), whole))).isEqualTo(LONG);
        assertThat(text(Ranges.answer(get("Range", "bytes=0-1,900-901,2-899"), whole)))
                .hasSize(902);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "a"   | "a"   | 206
            "a"   | "b"   | 200
            "a"   | W/"a" | 200
            W/"a" | W/"a" | 200
            W/"a" | "a"   | 200
            """)
    @DisplayName("row 97: If-Range compares strongly, and the whole is sent if it has changed")
    void ifRange(String tag, String condition, int status) {
        Response whole = Response.text(200, TEN).with("ETag", tag);

        assertThat(Ranges.answer(get("Range", "bytes=0-4", "If-Range", condition), whole)
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("row 97: a date is too coarse for If-Range")
    void ifRangeByDate() {
        String date = "Sun, 06 Nov 1994 08:49:37 GMT";
        Response whole = Response.text(200, TEN).with("Last-Modified", date);

        assertThat(Ranges.answer(get("Range", "bytes=0-4", "If-Range", date), whole)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 97: conditions come before ranges")
    void conditionsFirst() {
        Response whole = Response.text(200, TEN).with("ETag", "\"a\"");

        assertThat(Ranges.answer(get("Range", "bytes=0-4", "If-None-Match", "\"a\""), whole)
                        .status())
                .isEqualTo(304);
        assertThat(Ranges.answer(get("Range", "bytes=99-", "If-Match", "\"b\""), whole)
                        .status())
                .isEqualTo(412);
    }

    @Test
    @DisplayName("row 97: ranges are for GET alone; HEAD is told that they are possible")
    void getAlone() {
        for (String method : new String[] {"HEAD", "POST"}) {
            Request request =
                    Request.of(method, "/", Headers.of("Range", "bytes=0-4"), Body.empty(), "r-1", Scope.root());
            Response answer = Ranges.answer(request, Response.text(200, TEN));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().contains("Accept-Ranges")).isEqualTo(method.equals("HEAD"));
        }
    }

    @Test
    @DisplayName("Of nothing, and of what is only written, there are no parts")
    void noParts() {
        Response stream = Response.stream("text/plain", out -> {});

        assertThat(Ranges.answer(get("Range", "bytes=0-4"), Response.text(200, ""))
                        .status())
                .isEqualTo(200);
        assertThat(Ranges.answer(get("Range", "bytes=0-4"), stream)).isSameAs(stream);
        assertThat(Ranges.answer(get("Range", "bytes=0-4"), Response.text(201, TEN))
                        .status())
                .isEqualTo(201);
    }

    private static String ranges(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i * 200 + "-" + (i * 200 + 1))
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    private static Request get(String... headers) {
        return Requests.with(headers);
    }

    private static String text(Response response) {
        var out = new ByteArrayOutputStream();
        try {
            switch (response.content()) {
                case Content.Bytes(byte[] bytes) -> out.write(bytes);
                case Content.File file -> file.toStream().writer().write(out);
                case Content.Stream stream -> stream.writer().write(out);
                default -> throw new AssertionError(response.content());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
