package carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.serval.core.StartupException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @Test
    @DisplayName("Without variables there are 36 parcels, and 3 % of the requests go wrong")
    void byDefault() {
        assertThat(configuration(Map.of())).isEqualTo(new Configuration(1, 36, 1, 3, "demo-key", false));
    }

    @Test
    @DisplayName("Variables change everything")
    void variables() {
        assertThat(configuration(Map.of(
                        "CARRIERS_SEED", "-7",
                        "CARRIERS_PARCELS", "100",
                        "CARRIERS_SPEED", "2.5",
                        "CARRIERS_FAULTS", "0",
                        "CARRIERS_DHL_KEY", "other",
                        "CARRIERS_STOP_WITH_STDIN", "1")))
                .isEqualTo(new Configuration(-7, 100, 2.5, 0, "other", true));
    }

    @ParameterizedTest
    @CsvSource({
        "CARRIERS_SEED, 1.5",
        "CARRIERS_PARCELS, 0",
        "CARRIERS_PARCELS, 1001",
        "CARRIERS_SPEED, 0",
        "CARRIERS_SPEED, fast",
        "CARRIERS_SPEED, NaN",
        "CARRIERS_FAULTS, 101"
    })
    @DisplayName("A wrong value stops the start and is named")
    void wrong(String name, String value) {
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> configuration(Map.of(name, value)))
                .withMessageContaining(name)
                .withMessageContaining("'" + value + "'");
    }

    private static Configuration configuration(Map<String, String> environment) {
        return Configuration.of(name -> Optional.ofNullable(environment.get(name)));
    }
}
