package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The canonical event")
class CarrierEventTest {

    private static final Instant TIME = Instant.parse("2026-05-06T10:15:00Z");

    @Test
    @DisplayName("G-08: texts are plain, in one line, and safe to store")
    void cleansTexts() {
        CarrierEvent event = event(" 1\n", " left \t\u00a0 at\u0000 the \ud800 door ", " ", Optional.of("  "));

        assertThat(event.trackingNumber()).isEqualTo("1");
        assertThat(event.carrierStatus()).isEqualTo("left at the \ufffd door");
        assertThat(event.description()).isEqualTo("left at the \ufffd door");
        assertThat(event.location()).isEmpty();
    }

    @Test
    @DisplayName("G-08: an absurdly long text is cut, not in the middle of a character")
    void cutsTexts() {
        String text = event("1", "x" + "\ud83d\udce6".repeat(5_000), "", Optional.empty())
                .carrierStatus();

        assertThat(text).hasSizeBetween(Texts.LIMIT, Texts.LIMIT + 1).endsWith("\ud83d\udce6");
        assertThat(Texts.clean(text)).isEqualTo(text);
    }

    @Test
    @DisplayName("G-08, G-09: an event without a tracking number or a carrier status cannot be made")
    void rejectsBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event(" ", "transit", "", Optional.empty()))
                .withMessageContaining("tracking number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event("1", "\u0000", "", Optional.empty()))
                .withMessageContaining("carrier status");
    }

    @Test
    @DisplayName("G-10: a look-up holds each event once and the oldest first")
    void lookupIsOrdered() {
        CarrierEvent early = event("1", "b", "", Optional.empty());
        CarrierEvent late =
                new CarrierEvent(Carrier.DHL, "1", "a", Status.IN_TRANSIT, "", Optional.empty(), TIME.plusNanos(1));

        assertThat(new Lookup.Found(List.of(late, early, late), Status.IN_TRANSIT, 0).events())
                .containsExactly(early, late);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"DPD", "dpd ", " Dpd\n", "d-p-d", "D.P.D."})
    @DisplayName("G-09: a carrier is known in any usual spelling")
    void parsesCarrier(String spelling) {
        assertThat(Carrier.parse(spelling)).contains(Carrier.DPD);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", " ", "UPS", "DHL Express", "0"})
    @DisplayName("G-09: other names are no carrier")
    void doesNotGuessCarriers(String spelling) {
        assertThat(Carrier.parse(spelling)).isEmpty();
    }

    @Test
    @DisplayName("G-31: only DELIVERED and RETURNED are terminal")
    void terminal() {
        assertThat(Arrays.stream(Status.values()).filter(Status::terminal))
                .containsExactly(Status.DELIVERED, Status.RETURNED);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vizualiza&#539;i                 | vizualizați",
                "&#x00FC;berg&auml;ben &#XDF;     | übergäben ß",
                "A &amp; B &lt;c&gt; &quot;&apos; | A & B <c> \"'",
                "&amp;auml;                       | &auml;",
                "&#150;&#128;                     | –€",
                "&#0;&#xD800;&#99999999;          | \ufffd\ufffd\ufffd",
                "&auml &foo; & &; &#; &#x;        | &auml &foo; & &; &#; &#x;",
                "&copy;2026&yuml;$1\\             | ©2026ÿ$1\\"
            })
    @DisplayName("G-15: HTML's character references become the characters, once")
    void decodesEntities(String html, String text) {
        assertThat(HtmlEntities.decode(html)).isEqualTo(text);
    }

    private static CarrierEvent event(String number, String status, String description, Optional<String> location) {
        return new CarrierEvent(Carrier.DHL, number, status, Status.IN_TRANSIT, description, location, TIME);
    }
}
