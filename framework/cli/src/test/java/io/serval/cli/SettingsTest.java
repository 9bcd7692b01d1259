package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The command line")
class SettingsTest {
    @Test
    @DisplayName("means port 8080 and the folder data, if it is empty")
    void defaults() {
        Settings settings = Settings.parse(new String[0], Map.of());

        assertThat(settings.server().port()).isEqualTo(8080);
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.dev()).isFalse();
    }

    @Test
    @DisplayName("sets port, data folder and database; the last of a flag counts")
    void flags() {
        String[] args = {"--data", "a", "--port", "0", "--database-url", "postgres://db/shop", "--data", "/b"};
        Settings settings = Settings.parse(args, Map.of("SERVAL_DATABASE_URL", "postgres://other/shop"));

        assertThat(settings.server().port()).isZero();
        assertThat(settings.data()).isEqualTo(Path.of("/b"));
        assertThat(settings.databaseUrl()).hasValue("postgres://db/shop");
    }

    @Test
    @DisplayName("switches the dev mode on, by a flag without a value")
    void dev() {
        Settings settings = Settings.parse(new String[] {"--dev", "--port", "0"}, Map.of());

        assertThat(settings.dev()).isTrue();
        assertThat(settings.server().port()).isZero();
    }

    @Test
    @DisplayName("takes the database from the environment without a flag for it")
    void environment() {
        Settings settings = Settings.parse(new String[0], Map.of("SERVAL_DATABASE_URL", "postgres://db/shop"));

        assertThat(settings.databaseUrl()).hasValue("postgres://db/shop");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("says what is wrong with it")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --prot 1     | Unknown flag --prot. Did you mean --port?
            --zzz        | Unknown flag --zzz. docs/configuration.md lists the flags.
            port 1       | 'port' is no flag.
            --port       | The flag --port needs a value: a number from 0 to 65535.
            --port x     | port takes a number from 0 to 65535, not 'x' (flag --port).
            --port 65536 | port takes a number from 0 to 65535, not '65536' (flag --port).
            --port -1    | port takes a number from 0 to 65535, not '-1' (flag --port).
            --limits.body-bytes=1XiB | limits.body-bytes takes a size from 1 byte to 2047MiB, as 65536, 64KiB or 1MiB, not '1XiB'
            --limits.boddy-bytes=1   | Unknown flag --limits.boddy-bytes. Did you mean --limits.body-bytes?
            --timeouts.idle=-1s      | timeouts.idle takes a time, as 500ms, 10s, 2m, 1h or PT1.5S, not '-1s'
            --dev=maybe              | dev takes true or false, not 'maybe' (flag --dev).
            --dev --host=0.0.0.0     | dev explains errors to whoever asks, and host 0.0.0.0 is one that other machines reach.
            --proxies.trusted=proxy  | proxies.trusted takes addresses and networks
            --tls.key=key.pem        | tls.certificate and tls.key belong together; only tls.key is set.
            --config=missing         | There is no file
            """)
    void faults(String line, String message) {
        assertThatThrownBy(() -> Settings.parse(line.split(" "), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }
}
