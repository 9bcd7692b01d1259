package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ids of requests")
class RequestIdsTest {
    private final RequestIds ids = RequestIds.defaults().withFresh(() -> "fresh");

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 70: one that came with the request is kept")
    @ValueSource(strings = {"a", "7f0c-1", "gateway:42/7", "0af7651916cd43dd8448eb211c80319c"})
    void reused(String sent) {
        assertThat(ids.of(Optional.of(sent))).isEqualTo(sent);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 71: one that would not be safe in a log gives way to a fresh one")
    @ValueSource(strings = {"", " ", "a b", "a\r\nX: 1", "a\u001b[2J", "<script>", "ü", "\"a\"", "a;b", "a%0d"})
    void unsafe(String sent) {
        assertThat(ids.of(Optional.of(sent))).isEqualTo("fresh");
    }

    @Test
    @DisplayName("row 71: one of 128 characters is kept, one more is too many")
    void tooLong() {
        assertThat(ids.of(Optional.of("x".repeat(128)))).isEqualTo("x".repeat(128));
        assertThat(ids.of(Optional.of("x".repeat(129)))).isEqualTo("fresh");
    }

    @Test
    @DisplayName("may be the server's alone")
    void withoutReuse() {
        assertThat(ids.withReuse(false).of(Optional.of("abc"))).isEqualTo("fresh");
    }

    @Test
    @DisplayName("row 70: fresh ones are letters and digits, each another")
    void fresh() {
        var fresh = IntStream.range(0, 10_000)
                .mapToObj(i -> RequestIds.defaults().of(Optional.empty()))
                .toList();

        assertThat(fresh).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]{21}"));
    }

    @Test
    @DisplayName("row 70: the response carries it, in the header of choice, unless it has one")
    void named() {
        assertThat(ids.name(Response.of(204), "a").headers().all("X-Request-Id"))
                .containsExactly("a");
        assertThat(ids.withHeader("X-Trace")
                        .name(Response.of(204), "a")
                        .headers()
                        .all("X-Trace"))
                .containsExactly("a");
        assertThat(ids.name(Response.of(204).with("x-request-id", "own"), "a")
                        .headers()
                        .all("X-Request-Id"))
                .containsExactly("own");
    }
}
