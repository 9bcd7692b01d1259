package io.serval.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs a JVM of 64 MB that takes a large form. */
class UploadMemoryTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({"streamed, 1024", "spooled, 256"})
    @DisplayName("row 88: an upload many times larger than the heap of 64 MB is read to its end")
    void largeUpload(String how, int mebibytes, @TempDir Path folder) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        how,
                        String.valueOf(mebibytes))
                .redirectErrorStream(true)
                .start();
        String said = new String(jvm.getInputStream().readAllBytes(), UTF_8);

        assertThat(jvm.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("took " + (long) mebibytes * MEBIBYTE);
    }

    /** The program of that JVM. */
    static final class Taker {
        public static void main(String[] args) throws IOException {
            try (Scope scope = Scope.root()) {
                var request = Request.of(
                        "POST",
                        "/",
                        Headers.of("Content-Type", "multipart/form-data; boundary=x-y"),
                        Body.of(form(Integer.parseInt(args[1]))),
                        "r-1",
                        scope);
                Arguments in = Arguments.of(request);
                System.out.println("took " + (args[0].equals("streamed") ? streamed(in) : spooled(in)));
            }
        }

        private static long streamed(Arguments in) throws IOException {
            long bytes = 0;
            for (Part part : in.multipart()) {
                bytes += part.stream().transferTo(OutputStream.nullOutputStream());
            }
            return bytes;
        }

        private static long spooled(Arguments in) throws IOException {
            Upload upload = in.form().upload("doc");
            try (InputStream stored = upload.stream()) {
                return stored.transferTo(OutputStream.nullOutputStream());
            }
        }

        static InputStream form(int mebibytes) {
            byte[] some = "0123456789abcdef".repeat(MEBIBYTE / 16).getBytes(UTF_8);
            String[] ends = FormTest.file("doc", "a", "t", "|").split("\\|", -1);
            InputStream content =
                    new SequenceInputStream(Collections.enumeration(Collections.nCopies(mebibytes, some).stream()
                            .<InputStream>map(ByteArrayInputStream::new)
                            .toList()));
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(ends[0].getBytes(UTF_8)),
                    content,
                    new ByteArrayInputStream((ends[1] + "--x-y--\r\n").getBytes(UTF_8)))));
        }
    }
}
