package carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrackingNumbersTest {
    private final TrackingNumbers numbers = new TrackingNumbers(Mix.of(42));

    @ParameterizedTest
    @EnumSource
    @DisplayName("A number tells the index that it was written for")
    void readsBack(Carrier carrier) {
        for (long index : new long[] {0, 1, 2, 999, 1_000, 1_035, 123_456_789, 9_999_999_999L}) {
            assertThat(numbers.read(carrier, numbers.write(carrier, index))).hasValue(index);
        }
    }

    @Test
    @DisplayName("Numbers look like the carriers': DHL's SSCC and JJD, DPD's 14 digits, GLS's 11")
    void looks() {
        for (int index = 0; index < 1_000; index++) {
            assertThat(numbers.write(Carrier.DHL, index)).matches("00340434[0-9]{12}|JJD00039[0-9]{13}");
            assertThat(numbers.write(Carrier.DPD, index)).matches("[0-9]{14}");
            assertThat(numbers.write(Carrier.GLS, index)).matches("[0-9]{11}");
        }
    }

    @Test
    @DisplayName("An SSCC whose last digit does not check is nobody's")
    void checkDigit() {
        String number = numbers.write(Carrier.DHL, 4);
        int last = number.charAt(19) - '0';
        String wrong = number.substring(0, 19) + (last + 1) % 10;
        assertThat(numbers.read(Carrier.DHL, number)).hasValue(4);
        assertThat(numbers.read(Carrier.DHL, wrong)).isEmpty();
    }

    @Test
    @DisplayName("The check digit is that of GS1: 00340434292135100148 was a number of DHL's")
    void realNumber() {
        // Every second number is a JJD one, so one of two neighbouring keys has it.
        List<TrackingNumbers> neighbours = List.of(new TrackingNumbers(0), new TrackingNumbers(1));
        assertThat(neighbours)
                .anyMatch(key -> key.read(Carrier.DHL, "00340434292135100148").isPresent());
        assertThat(neighbours)
                .noneMatch(key -> key.read(Carrier.DHL, "00340434292135100149").isPresent());
    }

    @Test
    @DisplayName("Digits of other scripts are no digits")
    void otherDigits() {
        assertThat(numbers.read(Carrier.DPD, "0998١٢٣٤٥٦٧٨٩٠")).isEmpty();
    }
}
