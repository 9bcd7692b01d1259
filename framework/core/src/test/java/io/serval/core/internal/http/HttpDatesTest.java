package io.serval.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDatesTest {
    private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    @DisplayName("row 96: all three formats of RFC 9110 §5.6.7 are read")
    void reads(String text) {
        assertThat(HttpDates.read(text)).contains(EXAMPLE);
    }

    @Test
    @DisplayName("A day of two digits is read as well")
    void readsLongDay() {
        assertThat(HttpDates.read("Wed Nov 16 08:49:37 1994")).contains(Instant.parse("1994-11-16T08:49:37Z"));
    }

    @Test
    @DisplayName("A year of two digits is at most 50 years ahead")
    void bringsBackCentury() {
        LocalDate ahead = LocalDate.of(LocalDate.now(ZoneOffset.UTC).getYear() + 51, 1, 1);
        LocalDate meant = ahead.minusYears(100);
        String day = meant.getDayOfWeek().toString();
        String text = "%s%s, 01-Jan-%02d 00:00:00 GMT"
                .formatted(day.charAt(0), day.substring(1).toLowerCase(java.util.Locale.ROOT), meant.getYear() % 100);

        assertThat(HttpDates.read(text)).contains(meant.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 +0100",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "-",
                ",",
            })
    @DisplayName("Anything else is no date")
    void refuses(String text) {
        assertThat(HttpDates.read(text)).isEmpty();
    }

    @Test
    @DisplayName("A time is written as RFC 9110 prefers it")
    void writes() {
        assertThat(HttpDates.write(EXAMPLE.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
