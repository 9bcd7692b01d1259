package tracking.carrier;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * GLS's times: a date, {@code 2026-05-06} or {@code 06.05.2026}, and a time of day, {@code 18:09:21}, local in Berlin.
 * A time that exists twice, when the clocks go back, is the earlier instant; one that does not exist, when they go
 * forward, counts by the offset before the change. A date alone is no time.
 */
final class GlsTime {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

    private GlsTime() {}

    static Optional<Instant> read(String date, String time) {
        try {
            return CarrierEvent.plausible(
                    date(date).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant());
        } catch (DateTimeException e) {
            // No time of GLS's: the event has none.
            return Optional.empty();
        }
    }

    private static LocalDate date(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            return LocalDate.parse(date, DOTTED);
        }
    }
}
