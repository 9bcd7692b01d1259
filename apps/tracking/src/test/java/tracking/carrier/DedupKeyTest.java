package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The dedup key")
class DedupKeyTest {

    private static final Instant TIME = Instant.parse("2026-05-06T10:15:00.123456789Z");

    @Test
    @DisplayName("G-09: it is the SHA-256 of the four values, each with its length in bytes before it")
    void isStable() {
        // printf '3:DHL2:\xc3\xa47:transit30:2026-05-06T10:15:00.123456789Z' | sha256sum
        assertThat(DedupKey.of(Carrier.DHL, "ä", "transit", TIME).value())
                .isEqualTo("6d6b435cf7cec53c3315511d39525001a6e374417e4db1263f378dc7280e809a");
    }

    @Test
    @DisplayName("G-09: the same four values give the same key, however the carrier and the time are spelled")
    void isDeterministic() {
        DedupKey key = DedupKey.of(Carrier.DHL, "1", "transit", TIME);

        assertThat(DedupKey.of(Carrier.DHL, " 1", "transit ", TIME)).isEqualTo(key);
        assertThat(DedupKey.of(" dhl", "1", "transit", "2026-05-06T10:15:00.123456789Z"))
                .isEqualTo(key);
        assertThat(DedupKey.of("D.H.L.", "1", "transit", "2026-05-06T12:15:00.123456789+02:00"))
                .isEqualTo(key);
    }

    @Test
    @DisplayName("G-09: each of the four values counts, to the last nanosecond")
    void everyValueCounts() {
        assertThat(DedupKey.of(Carrier.DHL, "1", "transit", TIME))
                .isNotEqualTo(DedupKey.of(Carrier.DPD, "1", "transit", TIME))
                .isNotEqualTo(DedupKey.of(Carrier.DHL, "2", "transit", TIME))
                .isNotEqualTo(DedupKey.of(Carrier.DHL, "1", "delivered", TIME))
                .isNotEqualTo(DedupKey.of(Carrier.DHL, "1", "transit", TIME.plusNanos(1)));
    }

    @Test
    @DisplayName("G-09: values that hold what looks like a separator do not run into each other")
    void joinsWithoutAmbiguity() {
        assertThat(DedupKey.of(Carrier.DHL, "1|2", "3", TIME)).isNotEqualTo(DedupKey.of(Carrier.DHL, "1", "2|3", TIME));
        assertThat(DedupKey.of(Carrier.DHL, "1", "23", TIME)).isNotEqualTo(DedupKey.of(Carrier.DHL, "12", "3", TIME));
        assertThat(DedupKey.of(Carrier.DHL, "11:2", "3", TIME))
                .isNotEqualTo(DedupKey.of(Carrier.DHL, "1", "1:23", TIME));
    }

    @ParameterizedTest(name = "[{0}] [{1}] [{2}] [{3}]: {4}")
    @CsvSource({
        "' ', 1, transit, 2026-05-06T10:15:00Z, carrier",
        "DHL, '', transit, 2026-05-06T10:15:00Z, tracking number",
        "DHL, '\u00a0', transit, 2026-05-06T10:15:00Z, tracking number",
        "DHL, 1, '\t', 2026-05-06T10:15:00Z, carrier status",
        "DHL, 1, transit, ' ', timestamp",
        "UPS, 1, transit, 2026-05-06T10:15:00Z, UPS",
        "DHL, 1, transit, 2026-05-06T10:15:00, offset"
    })
    @DisplayName("G-09: blank and impossible values are rejected by name")
    void rejects(String carrier, String number, String status, String time, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DedupKey.of(carrier, number, status, time))
                .withMessageContaining(named);
    }

    @Test
    @DisplayName("G-09: a text that is no key does not pass for one")
    void rejectsOtherText() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DedupKey("DHL|1|transit"));
    }
}
