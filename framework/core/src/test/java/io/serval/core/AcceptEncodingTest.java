package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The content codings that a client takes")
class AcceptEncodingTest {
    private static final List<String> OFFERED = List.of("zstd", "br", "gzip", "identity");

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("row 136: the coding that the client likes best is chosen, then the one that the server likes best")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '"',
            value = {
                "gzip → gzip",
                "GZIP → gzip",
                "x-gzip → gzip",
                "gzip, br → br",
                "gzip, deflate, br, zstd → zstd",
                "gzip;q=1.0, br;q=0.9, zstd;q=0.5 → gzip",
                "gzip ; q=0.001 → gzip",
                "br;Q=0.5,gzip;q=0.5 → br",
                "* → zstd",
                "*;q=0.1, gzip;q=0.2 → gzip",
                "zstd;q=0, * → br",
                "identity, gzip;q=0.5 → identity",
                "identity;q=0.5, gzip;q=0.5 → gzip",
                "gzip;q=0 → identity",
                "compress → identity",
                "\"\" → identity",
                "identity;q=0 → none",
                "*;q=0 → none",
                "*;q=0, identity → identity",
                "*;q=0, gzip → gzip",
                "identity;q=0, gzip → gzip",
                "gzip;q=2 → identity",
                "gzip;q=0.0001 → identity",
                "gzip;q=-1 → identity",
                "gzip;q → identity",
                "gzip;level=9 → identity",
                "gzip;q=1;q=0 → identity",
                ";;;,,,=;q=1,,gzip → gzip",
            })
    void chooses(String said, String chosen) {
        assertThat(AcceptEncoding.of(Requests.with("Accept-Encoding", said))
                        .choose(OFFERED)
                        .orElse("none"))
                .isEqualTo(chosen);
    }

    @Test
    @DisplayName("row 136: who does not say gets no coding")
    void unsaid() {
        assertThat(AcceptEncoding.of(Requests.get("/")).choose(OFFERED)).hasValue("identity");
        assertThat(AcceptEncoding.of(Requests.get("/")).choose(List.of("gzip"))).isEmpty();
    }

    @Test
    @DisplayName("row 136: several lines are one list")
    void lines() {
        assertThat(AcceptEncoding.of(Requests.with("Accept-Encoding", "gzip;q=0.5", "Accept-Encoding", "br"))
                        .choose(OFFERED))
                .hasValue("br");
    }

    @Test
    @DisplayName("row 136: of ten thousand codings the beginning counts")
    void tooMany() {
        AcceptEncoding many =
                AcceptEncoding.of(Requests.with("Accept-Encoding", "gzip;q=0.1" + ",x;q=1".repeat(10_000) + ",br"));

        assertThat(many.choose(OFFERED)).hasValue("gzip");
    }
}
