package tracking.carrier;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * DHL's times: {@code 2019-05-16T10:14:23.412+02:00}, with up to nine digits of a second, an offset, {@code Z} or
 * neither. Without one it is local time in Berlin. Where the clocks go back and a time exists twice, it is the earlier
 * instant; where they go forward and it does not exist, it counts by the offset before the change.
 */
final class DhlTime {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private DhlTime() {}

    static Optional<Instant> read(String text) {
        try {
            TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return CarrierEvent.plausible(
                    time instanceof LocalDateTime local ? local.atZone(ZONE).toInstant() : Instant.from(time));
        } catch (DateTimeException e) {
            // No time of DHL's: the event has none.
            return Optional.empty();
        }
    }
}
