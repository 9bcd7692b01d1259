package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Test
    @DisplayName("row 83: a name may have several values, in order")
    void several() {
        Query query = Query.parse("a=1&b=x&a=2");

        assertThat(query.all("a")).containsExactly("1", "2");
        assertThat(query.first("a")).contains("1");
        assertThat(query.names()).containsExactly("a", "b");
    }

    @Test
    @DisplayName("a name without a value has an empty one, an absent name none")
    void empty() {
        Query query = Query.parse("a&b=&&c=d=e");

        assertThat(query.first("a")).contains("");
        assertThat(query.first("b")).contains("");
        assertThat(query.first("c")).contains("d=e");
        assertThat(query.first("x")).isEmpty();
        assertThat(query.all("x")).isEmpty();
    }

    @Test
    @DisplayName("names and values are decoded after the split; a plus is a space")
    void decoded() {
        assertThat(Query.parse("a+b=%C3%BC%26%2B+x").first("a b")).contains("ü&+ x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "%=1", "a=%4", "a=%-1", "a=%ff", "a=%00"})
    @DisplayName("row 16: a broken encoding, one that is not UTF-8, or a NUL is a 400")
    void broken(String query) {
        assertThatThrownBy(() -> Query.parse(query))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @Test
    @DisplayName("what is read cannot be changed")
    void immutable() {
        Query query = Query.parse("a=1");

        assertThatThrownBy(() -> query.all("a").add("2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> query.names().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
