package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private final Headers headers = Headers.of("Accept", "a", "accept", "b", "Vary", "c");

    @Test
    @DisplayName("names are compared without regard to case, and keep theirs")
    void caseInsensitive() {
        assertThat(headers.first("ACCEPT")).contains("a");
        assertThat(headers.all("Accept")).containsExactly("a", "b");
        assertThat(headers.contains("vary")).isTrue();
        assertThat(headers.contains("host")).isFalse();
        assertThat(headers).hasToString("Accept: a\naccept: b\nVary: c\n");
    }

    @Test
    @DisplayName("with replaces all values of a name, adding adds one")
    void withAndAdding() {
        assertThat(headers.with("ACCEPT", "z").all("accept")).containsExactly("z");
        assertThat(headers.adding("accept", "z").all("accept")).containsExactly("a", "b", "z");
        assertThat(headers.all("accept")).containsExactly("a", "b");
    }

    @Test
    @DisplayName("forEach gives all fields in the order they were added")
    void order() {
        var seen = new ArrayList<String>();
        headers.forEach((name, value) -> seen.add(name + value));

        assertThat(seen).containsExactly("Accepta", "acceptb", "Varyc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: 1", "a\nb", "a\rb", "a\0b", "a\u007fb", "a\u000bb", "\u010aX: 1", "日本"})
    @DisplayName("a value that would begin another header, or cannot be sent as it is, is refused")
    void valueInjection(String value) {
        assertThatThrownBy(() -> Headers.of("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> headers.with("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> headers.adding("X", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\n", "ä", "a(b)", "{x}"})
    @DisplayName("a name that is no token is refused")
    void nameInjection(String name) {
        assertThatThrownBy(() -> Headers.of(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header name");
    }

    @Test
    @DisplayName("a name without a value is refused")
    void odd() {
        assertThatThrownBy(() -> Headers.of("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("tabs and Latin-1 are values, as old clients send them")
    void latin1() {
        assertThat(Headers.of("X", "a\tü").first("x")).contains("a\tü");
    }

    @Test
    @DisplayName("the array given can be changed afterwards without effect")
    void copied() {
        String[] fields = {"a", "1"};
        Headers made = Headers.of(fields);
        fields[1] = "x\r\n";

        assertThat(made.first("a")).contains("1");
    }
}
