package io.serval.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final String MULTIPART = "multipart/form-data; boundary=\"x-y\"";
    private static final String TITLE = "--x-y\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGrüße\r\n";
    private static final String END = "--x-y--\r\n";

    private final Scope scope = Scope.root();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    @DisplayName("row 87, row 131: the fields of an encoded form are read")
    void urlEncoded() throws IOException {
        Arguments in =
                in("application/x-www-form-urlencoded;charset=utf-8", "title=Gr%C3%BC%C3%9Fe+an&n=7&tag=a&tag=b");
        Fields form = in.form();

        assertThat(form.one("title", Conversion.STRING)).isEqualTo("Grüße an");
        assertThat(form.one("n", Conversion.INT)).isEqualTo(7);
        assertThat(form.all("tag", Conversion.STRING)).containsExactly("a", "b");
        assertThat(form.one("size", Conversion.INT, "3")).isEqualTo(3);
        assertThat(form.optional("none", Conversion.INT)).isEmpty();
    }

    @Test
    @DisplayName("row 87: a field and a file of a multipart form are read, and the file is stored")
    void multipart(@TempDir Path folder) throws IOException {
        Fields form = in(MULTIPART, TITLE + file("doc", "C:\\\\a\\\\../r.txt", "text/x", "content") + END)
                .form();
        Upload upload = form.upload("doc");

        assertThat(form.one("title", Conversion.STRING)).isEqualTo("Grüße");
        assertThat(upload.filename()).isEqualTo("r.txt");
        assertThat(upload.contentType()).isEqualTo("text/x");
        assertThat(upload.size()).isEqualTo(7);
        assertThat(upload.stream()).hasContent("content");
        upload.moveTo(folder.resolve("stored"));
        assertThat(folder.resolve("stored")).hasContent("content");
        assertThatThrownBy(() -> Upload.of("a", "text/plain", new byte[0]).moveTo(folder.resolve("stored")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @DisplayName("row 88: a larger file lies on disk, and is gone when the request's scope ends")
    void spooled() throws IOException {
        String content = "0123456789".repeat(10_000);
        Upload upload = in(MULTIPART, file("doc", "a", "text/plain", content) + END)
                .form()
                .upload("doc");

        assertThat(upload.size()).isEqualTo(100_000);
        assertThat(upload.stream()).hasContent(content);
        scope.close();
        await().untilAsserted(() -> assertThatThrownBy(upload::stream).isInstanceOf(NoSuchFileException.class));
    }

    @Test
    @DisplayName("row 88: a moved file stays when the request's scope ends")
    void moved(@TempDir Path folder) throws IOException {
        Upload moved = in(
                        MULTIPART,
                        file("doc", "a", "text/plain", "x".repeat(100_000))
                                + file("b", "b", "t", "y".repeat(100_000))
                                + END)
                .form()
                .upload("doc");
        Path kept = folder.resolve("kept");
        moved.moveTo(kept);
        scope.close();

        assertThat(Files.size(kept)).isEqualTo(100_000);
    }

    @Test
    @DisplayName("row 87: a file input without a file is no file")
    void noFile() throws IOException {
        Fields form = in(MULTIPART, file("doc", "", "application/octet-stream", "") + END)
                .form();

        assertThat(form.optionalUpload("doc")).isEmpty();
        assertThat(form.uploads("doc")).isEmpty();
    }

    @Test
    @DisplayName("row 87: several files of a name are a list")
    void files() throws IOException {
        Fields form = in(MULTIPART, file("doc", "a", "t", "1") + file("doc", "b", "t", "2") + END)
                .form();

        assertThat(form.uploads("doc")).extracting(Upload::filename).containsExactly("a", "b");
    }

    @Test
    @DisplayName("row 130: missing files, and texts in the place of files, are faults of the form")
    void faults() throws IOException {
        Arguments in = in(MULTIPART, TITLE + END);
        Fields form = in.form();
        form.upload("doc");
        form.upload("title");
        form.one("title", Conversion.INT);

        assertThat(catchThrowableOfType(ProblemException.class, in::check)
                        .problem()
                        .errors())
                .containsExactly(
                        new Problem.Fault("/form/doc", "Missing; expected a file."),
                        new Problem.Fault(
                                "/form/title",
                                "Expected a file, not a text. Send it as multipart/form-data, with a filename."),
                        new Problem.Fault("/form/title", "Expected a whole number of 32 bits, not 'Grüße'."));
    }

    @Test
    @DisplayName("a form without a field is a form")
    void emptyForm() throws IOException {
        assertThat(in(MULTIPART, END).form().all("a", Conversion.STRING)).isEmpty();
        assertThat(in("application/x-www-form-urlencoded", "").form().all("a", Conversion.STRING))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/plain", "multipart/mixed; boundary=x-y"})
    @DisplayName("row 87: a body that is declared otherwise is a 415 that says which forms are taken")
    void otherType(String contentType) {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> in(contentType, END).form());

        assertThat(refused.problem().status()).isEqualTo(415);
        assertThat(refused.headers().first("Accept"))
                .contains("multipart/form-data, application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data | --x-y--",
                "multipart/form-data; boundary= | --x-y--",
                "multipart/form-data; boundary=x-y | no boundary at all",
                "multipart/form-data; boundary=other | --x-y--",
                "multipart/form-data; boundary=x-y | --x-y",
                "application/x-www-form-urlencoded | a=%zz"
            })
    @DisplayName("row 87: a broken form is a 400")
    void broken(String contentType, String body) {
        assertThat(refused(contentType, body).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("row 87: a form that breaks off, or a part without a name, is a 400 that says so")
    void brokenOff() {
        assertThat(refused(MULTIPART, TITLE).detail())
                .isEqualTo(
                        "The body is not a multipart/form-data form: it breaks off, or a boundary in it is damaged.");
        assertThat(refused(MULTIPART, "--x-y\r\nContent-Type: text/plain\r\n\r\na\r\n" + END)
                        .detail())
                .contains("a part has no name");
        assertThat(refused(
                        MULTIPART,
                        "--x-y\r\nContent-Disposition: form-data; name=a\r\n\r\n\u0000\r\n"
                                + END.replace("x-y--", "x-z--")))
                .extracting(Problem::status)
                .isEqualTo(400);
    }

    @Test
    @DisplayName("row 87: a text that is not UTF-8 is a fault at the pointer of its field")
    void notUtf8() {
        byte[] body =
                ("--x-y\r\nContent-Disposition: form-data; name=\"a/b~\"\r\n\r\n\u00ff\r\n" + END).getBytes(ISO_8859_1);
        Request request = Requests.body(MULTIPART, body);

        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> Arguments.of(request).form())
                        .problem())
                .isEqualTo(Problem.fault("/form/a~1b~0", "Expected a text in UTF-8."));
    }

    @Test
    @DisplayName("row 87: a long file name keeps its end, and no half of a character")
    void longFilename() throws IOException {
        String sent = "\ud83d\udc3e".repeat(140) + ".png";
        Upload upload =
                in(MULTIPART, file("doc", sent, "image/png", "x") + END).form().upload("doc");

        assertThat(upload.filename()).isEqualTo("\ud83d\udc3e".repeat(125) + ".png");
    }

    @Test
    @DisplayName("row 88: what would fill the memory is a 413")
    void tooLarge() {
        String field = "--x-y\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

        assertThat(refused(MULTIPART, field.formatted("a", "x".repeat(70_000)) + END))
                .isEqualTo(Problem.of(
                        413, "The form's field 'a' has more than 65536 bytes. Send long content as a file."));
        assertThat(refused(MULTIPART, field.formatted("a", "x".repeat(60_000)).repeat(20) + END)
                        .status())
                .isEqualTo(413);
        assertThat(refused(MULTIPART, field.formatted("a", "x").repeat(1_001) + END))
                .isEqualTo(Problem.of(413, "The form has more than 1000 fields and files."));
        assertThat(refused(MULTIPART, field.formatted("a".repeat(10_000), "x") + END)
                        .status())
                .isEqualTo(413);
        assertThat(refused("application/x-www-form-urlencoded", "a=" + "x".repeat(1_100_000))
                        .status())
                .isEqualTo(413);
        assertThat(refused("application/x-www-form-urlencoded", "a&".repeat(1_001))
                        .status())
                .isEqualTo(413);
    }

    @Test
    @DisplayName(
            "row 88: a form beyond the limit of the route is a 413, in whatever way it is read, and leaves no file")
    void overLimit() throws IOException {
        var spooled = List.copyOf(spooledFiles());
        String form = file("doc", "a", "t", "x".repeat(100_000)) + END;

        assertThat(overLimit(MULTIPART, form, Arguments::form)).isEqualTo(413);
        assertThat(overLimit(MULTIPART, form, in -> in.multipart().forEach(Part::name)))
                .isEqualTo(413);
        assertThat(overLimit("application/x-www-form-urlencoded", "a=" + "x".repeat(99_999), Arguments::form))
                .isEqualTo(413);
        assertThat(overLimit("application/json", " ".repeat(100_000), in -> in.body(new TypeRef<Part>() {})))
                .isEqualTo(413);
        assertThat(spooledFiles()).containsExactlyInAnyOrderElementsOf(spooled);
    }

    private interface Reading {
        void read(Arguments in) throws IOException;
    }

    private int overLimit(String contentType, String body, Reading reading) {
        Request request = Request.of(
                "POST", "/", Headers.of("Content-Type", contentType), Body.of(body.getBytes(UTF_8)), "r-1", scope);
        return catchThrowableOfType(
                        ProblemException.class, () -> reading.read(Arguments.of(request.withBodyLimit(90_000))))
                .problem()
                .status();
    }

    @Test
    @DisplayName("row 88: the parts of a form can be taken as they arrive, without a copy")
    void streaming() throws IOException {
        Iterator<Part> parts = in(MULTIPART, TITLE + file("doc", "a.bin", "t", "1234567890") + TITLE + END)
                .multipart()
                .iterator();

        assertThat(parts.next().text()).isEqualTo("Grüße");
        Part file = parts.next();
        assertThat(file.name()).isEqualTo("doc");
        assertThat(file.filename()).contains("a.bin");
        InputStream content = file.stream();
        assertThat(content.readNBytes(3)).isEqualTo("123".getBytes(UTF_8));
        assertThat(parts.next().text()).isEqualTo("Grüße");
        assertThat(parts.hasNext()).isFalse();
        assertThatThrownBy(content::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The next part of the form was asked for");
    }

    @Test
    @DisplayName("row 88: the parts of a form can be iterated once")
    void once() throws IOException {
        Multipart parts = in(MULTIPART, TITLE + END).multipart();
        assertThat(parts.iterator()).hasNext();

        assertThatThrownBy(parts::iterator).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("row 88: a file is not kept from a form that breaks off after it")
    void notKept() throws IOException {
        var spooled = List.copyOf(spooledFiles());

        refused(MULTIPART, file("doc", "a", "t", "x".repeat(100_000)) + TITLE);

        assertThat(spooledFiles()).containsExactlyInAnyOrderElementsOf(spooled);
    }

    private static List<Path> spooledFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("serval-upload-"))
                    .toList();
        }
    }

    static String file(String name, String filename, String type, String content) {
        return "--x-y\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
                + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
    }

    private Problem refused(String contentType, String body) {
        return catchThrowableOfType(
                        ProblemException.class, () -> in(contentType, body).form())
                .problem();
    }

    private Arguments in(String contentType, String body) {
        return Arguments.of(Request.of(
                "POST", "/", Headers.of("Content-Type", contentType), Body.of(body.getBytes(UTF_8)), "r-1", scope));
    }
}
