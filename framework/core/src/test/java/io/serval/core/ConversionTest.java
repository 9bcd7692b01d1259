package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    enum Color {
        RED,
        GREEN;

        @Override
        public String toString() {
            return "color";
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, Long.MAX_VALUE, Long.MIN_VALUE})
    @DisplayName("row 17: a whole number is read")
    void longs(long number) {
        assertThat(read(Conversion.LONG, "" + number)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "+7", "007", "-0", "7 ", "1.0", "1e3", "٧", "９", "0x1", "7L", "9223372036854775808"})
    @DisplayName("row 17: a whole number has one spelling, so that one thing has one address")
    void notLongs(String text) {
        assertRefused(Conversion.LONG, text);
        assertRefused(Conversion.INT, text);
    }

    @Test
    @DisplayName("row 17: an int takes no long")
    void ints() {
        assertThat(read(Conversion.INT, "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertRefused(Conversion.INT, "2147483648");
    }

    @Test
    @DisplayName("row 17: a decimal number is read as JSON writes it")
    void doubles() {
        assertThat(read(Conversion.DOUBLE, "-1.5e3")).isEqualTo(-1500);
        for (String text : new String[] {"NaN", "Infinity", "1d", "0x1p3", " 1", "1.", ".5", "1e999", ""}) {
            assertRefused(Conversion.DOUBLE, text);
        }
    }

    @Test
    @DisplayName("row 17: true and false are read, and nothing else")
    void booleans() {
        assertThat(read(Conversion.BOOLEAN, "true")).isTrue();
        assertThat(read(Conversion.BOOLEAN, "false")).isFalse();
        assertRefused(Conversion.BOOLEAN, "TRUE");
        assertRefused(Conversion.BOOLEAN, "1");
    }

    @Test
    @DisplayName("row 17: a UUID is read in its form of 36 characters only")
    void uuids() {
        assertThat(read(Conversion.UUID, "0000000a-0000-0000-0000-00000000000F"))
                .isEqualTo(new UUID(10L << 32, 15));
        assertRefused(Conversion.UUID, "a-0-0-0-f");
        assertRefused(Conversion.UUID, "x");
    }

    @Test
    @DisplayName("row 17: moments and days are ISO 8601")
    void times() {
        Instant noon = Instant.parse("2026-05-06T12:00:00Z");
        assertThat(read(Conversion.INSTANT, "2026-05-06T12:00:00Z")).isEqualTo(noon);
        assertThat(read(Conversion.INSTANT, "2026-05-06T14:00:00+02:00")).isEqualTo(noon);
        assertThat(read(Conversion.LOCAL_DATE, "2026-05-06")).isEqualTo(LocalDate.of(2026, 5, 6));
        assertRefused(Conversion.INSTANT, "2026-05-06T12:00:00");
        assertRefused(Conversion.LOCAL_DATE, "2026-02-30");
    }

    @Test
    @DisplayName("row 18: an enum is read by name without regard to case, and its names are what is expected")
    void enums() {
        Conversion<Color> color = Conversion.enumOf(Color.class);

        assertThat(read(color, "red")).isEqualTo(Color.RED);
        assertThat(color.expected()).isEqualTo("one of [RED, GREEN]");
        assertRefused(color, "pink");
        assertRefused(color, "color");
    }

    enum Size {
        XL,
        xl,
        S
    }

    @Test
    @DisplayName("row 18: the exact name of an enum goes before one that differs in case")
    void exactEnums() {
        Conversion<Size> size = Conversion.enumOf(Size.class);

        assertThat(read(size, "xl")).isEqualTo(Size.xl);
        assertThat(read(size, "XL")).isEqualTo(Size.XL);
        assertThat(read(size, "s")).isEqualTo(Size.S);
    }

    private static <T> T read(Conversion<T> conversion, String text) {
        return conversion.reader().read(text);
    }

    private static void assertRefused(Conversion<?> conversion, String text) {
        assertThatThrownBy(() -> read(conversion, text))
                .as(text)
                .isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }
}
