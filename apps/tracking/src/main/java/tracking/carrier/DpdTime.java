package tracking.carrier;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;

/**
 * DPD's two clocks: scans say {@code 2026-01-20T12:23:23}, steps {@code 20.01.2026, 12:23}. Neither names a zone; both
 * are local time in Berlin, unless a scan should bring an offset. A time that exists twice, when the clocks go back, is
 * the earlier instant; one that does not exist, when they go forward, counts by the offset before the change.
 */
final class DpdTime {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final List<DateTimeFormatter> FORMATS = List.of(
            DateTimeFormatter.ISO_DATE_TIME,
            DateTimeFormatter.ofPattern("dd.MM.uuuu, HH:mm").withResolverStyle(ResolverStyle.STRICT));

    private DpdTime() {}

    static Optional<Instant> read(String text) {
        for (DateTimeFormatter format : FORMATS) {
            try {
                TemporalAccessor time = format.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
                return CarrierEvent.plausible(
                        time instanceof ZonedDateTime zoned
                                ? zoned.toInstant()
                                : LocalDateTime.from(time).atZone(ZONE).toInstant());
            } catch (DateTimeException e) {
                // Not in this spelling; perhaps in the next.
                continue;
            }
        }
        return Optional.empty();
    }
}
