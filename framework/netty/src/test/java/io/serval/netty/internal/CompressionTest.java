package io.serval.netty.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The negotiation of permessage-deflate")
class CompressionTest {
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static Optional<String> accept(String... fields) {
        return Compression.accept(ExtensionOffer.parse(List.of(fields)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "Permessage-Deflate",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=15",
                "permessage-deflate;client_max_window_bits=\"10\"",
                " , permessage-deflate ;\tclient_max_window_bits = 12 ,"
            })
    @DisplayName("S-08: accepts what it can meet, and agrees that nobody remembers anything between messages")
    void accepts(String offer) {
        assertThat(accept(offer)).contains(AGREED);
    }

    @Test
    @DisplayName("S-08: names the window of the server if the client does")
    void namesWindow() {
        assertThat(accept("permessage-deflate; server_max_window_bits=15"))
                .contains(AGREED + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=ten",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; level=9",
                "permessage-bzip2",
                "x-webkit-deflate-frame",
                ""
            })
    @DisplayName(
            "S-08: declines a window that the JDK cannot deflate with, unknown and repeated parameters, other extensions")
    void declines(String offer) {
        assertThat(accept(offer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; level=9, permessage-bzip2, permessage-deflate; client_max_window_bits",
                "permessage-deflate, permessage-deflate; server_max_window_bits=15"
            })
    @DisplayName("S-08: takes the first of several offers that it can meet")
    void takesNext(String offers) {
        assertThat(accept(offers)).contains(AGREED);
    }

    @Test
    @DisplayName("S-08: reads several header fields as one list")
    void readsFields() {
        assertThat(accept("permessage-deflate; server_max_window_bits=9", "permessage-deflate"))
                .contains(AGREED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "permessage-deflate;",
                "permessage-deflate; =10",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"10",
                "permessage-deflate; client_max_window_bits=\"\"",
                "permessage-deflate; client_max_window_bits=\"1 0\"",
                "permessage deflate",
                "permessage-deflate, (x)",
                "permessage-deflate; schön"
            })
    @DisplayName("S-08: refuses what is no list of extensions")
    void refuses(String field) {
        assertThatThrownBy(() -> accept(field))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
    }
}
