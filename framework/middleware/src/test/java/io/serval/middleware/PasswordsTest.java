package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Passwords")
class PasswordsTest {
    private final Passwords passwords = Passwords.argon2id(64, 1);

    @Test
    @DisplayName("match their hash and no other, and the same one never hashes alike")
    void matches() throws Exception {
        String hash = passwords.hash("pässword");

        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$").doesNotContain("=$");
        assertThat(passwords.matches("pässword", hash)).isTrue();
        assertThat(passwords.matches("password", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
        assertThat(passwords.hash("pässword")).isNotEqualTo(hash);
    }

    @Test
    @DisplayName("of nobody never match")
    void nobody() throws Exception {
        assertThat(passwords.matches("", Optional.empty())).isFalse();
        assertThat(passwords.matches("x", Optional.of(passwords.hash("x")))).isTrue();
    }

    @Test
    @DisplayName("hashed with other costs still match, and are to be hashed again")
    void rehash() throws Exception {
        String old = Passwords.argon2id(32, 1).hash("x");

        assertThat(passwords.matches("x", old)).isTrue();
        assertThat(passwords.needsRehash(old)).isTrue();
        assertThat(passwords.needsRehash(passwords.hash("x"))).isFalse();
    }

    @Test
    @DisplayName("hash as the reference implementation does")
    void reference() {
        // Argon2's own test: version 19, 2 passes, 64 MiB, 1 lane, "password" and "somesalt".
        byte[] hash = new Argon2(65536, 2, 1).hash("password", "somesalt".getBytes(StandardCharsets.UTF_8), 32);
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "$argon2id$v=19$m=0,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=9999999,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$2b$12$abcdefghijklmnopqrstuv"
            })
    @DisplayName("are not checked against what is no hash, or one that would take all memory; the text is not told")
    void noHash(String encoded) {
        assertThatThrownBy(() -> passwords.matches("x", encoded))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("AAAA")
                .doesNotContain("abcdef");
    }

    @Test
    @DisplayName("are hashed by several threads at once, each with its own result")
    void atOnce() throws Exception {
        String hash = passwords.hash("x");
        var results = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return passwords.matches(i % 2 == 0 ? "x" : "y", hash);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        for (int i = 0; i < 20; i++) {
            assertThat(results.get(i).join()).isEqualTo(i % 2 == 0);
        }
    }
}
