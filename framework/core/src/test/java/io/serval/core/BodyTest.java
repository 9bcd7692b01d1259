package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static byte[] firstReader(Body body) throws java.io.IOException {
        return body.bytes();
    }
}
