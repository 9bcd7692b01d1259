package io.serval.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

class MultipartMutationTest {
    private static final byte[] FORM = ("preamble\r\n"
                    + FormTest.file("a", "a.txt", "text/plain", "content\r\n--x-z\r\n--")
                    + "--x-y\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\ntext\r\n"
                    + FormTest.file("b", "ü.bin", "application/octet-stream", "\r\n".repeat(30))
                    + "--x-y--\r\nepilogue")
            .getBytes(UTF_8);
    private static final byte[] TELLING = "\r\n-xy:;=\"\\\0 ".getBytes(UTF_8);

    @RepeatedTest(20)
    @Timeout(120)
    @DisplayName("row 87, row 88: a damaged form is read or refused, and neither fails nor hangs")
    void damaged(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 500; i++) {
            byte[] form = damaged(random);
            try (Scope scope = Scope.root()) {
                Arguments.of(Request.of(
                                "POST",
                                "/",
                                Headers.of("Content-Type", "multipart/form-data; boundary=x-y"),
                                Body.of(form),
                                "r-1",
                                scope))
                        .form();
            } catch (ProblemException e) {
                assertThat(e.problem().status()).as(new String(form, UTF_8)).isIn(400, 413);
            }
        }
    }

    private static byte[] damaged(Random random) {
        byte[] form = FORM.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            form[random.nextInt(form.length)] =
                    random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt();
        }
        if (random.nextBoolean()) {
            form = Arrays.copyOf(form, random.nextInt(form.length));
        }
        if (random.nextInt(4) == 0) {
            form = Arrays.copyOfRange(form, random.nextInt(form.length + 1), form.length);
        }
        return form;
    }
}
