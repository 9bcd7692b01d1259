package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    @DisplayName("row 84: a body that is read a second time fails and names the first reader")
    void secondReader() throws Exception {
        Body body = Body.of(new byte[] {1, 2});
        assertThat(firstReader(body)).containsExactly(1, 2);

        assertThatThrownBy(body::stream)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("read before", "BodyTest.firstReader", "BodyTest.java:");
    }

    @Test
    @DisplayName("row 84: a body under another limit is the same body, and can be read once only")
    void secondReaderUnderAnotherLimit() throws Exception {
        Body body = Body.of(stream(2), 10);
        assertThat(body.limit(20).bytes()).hasSize(2);

        assertThatThrownBy(body::stream).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("row 88: a body as large as its limit is read to its end")
    void atTheLimit() throws Exception {
        assertThat(Body.of(stream(10), 10).bytes()).hasSize(10);
        assertThat(Body.of(stream(10), 10, 10).bytes()).hasSize(10);
        assertThat(Body.of(stream(0), 0).bytes()).isEmpty();
    }

    @Test
    @DisplayName("row 88: a body that turns out larger than its limit gives that many bytes, then a 413")
    void beyondTheLimit() throws Exception {
        InputStream stream = Body.of(stream(11), 10).stream();
        assertThat(stream.readNBytes(10)).hasSize(10);

        tooLarge("more", () -> stream.read());
        tooLarge("more", () -> Body.of(stream(11), 10).bytes());
    }

    @Test
    @DisplayName(
            "row 88: a body that is declared larger than its limit is a 413 at the first read, before anything is read")
    void declaredTooLarge() throws Exception {
        InputStream untouched = stream(11);

        tooLarge("11", () -> Body.of(untouched, 11, 10).stream().read());
        tooLarge("11", () -> Body.of(new byte[11]).limit(10).bytes());
        assertThat(untouched.available()).isEqualTo(11);
    }

    @Test
    @DisplayName("row 88: a limit may be raised and lowered before the body is read")
    void otherLimit() throws Exception {
        assertThat(Body.of(stream(11), 11, 10).limit(11).bytes()).hasSize(11);
        tooLarge("more", () -> Body.of(stream(11), 20).limit(10).bytes());
    }

    @Test
    @DisplayName("A body knows the length that was declared")
    void length() {
        assertThat(Body.of(stream(3), 3, 10).limit(20).length()).hasValue(3);
        assertThat(Body.of(new byte[3]).length()).hasValue(3);
        assertThat(Body.of(stream(3), 10).length()).isEmpty();
    }

    @Test
    @DisplayName("A limit below nothing is refused")
    void negativeLimit() {
        assertThatThrownBy(() -> Body.empty().limit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    private static void tooLarge(String actual, ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(413);
            assertThat(e.problem().title()).isEqualTo("Content Too Large");
            assertThat(e.problem().detail()).contains("may have 10 bytes", "has " + actual, "Send a smaller one");
        });
    }

    private static InputStream stream(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    private static byte[] firstReader(Body body) throws IOException {
        return body.bytes();
    }
}
