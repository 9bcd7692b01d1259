package carriers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes times as the carriers do: local time in Germany, without saying so. */
enum Times {
    /** {@code 2026-05-06T10:15:00}: DHL, and DPD's scans. */
    DATE_TIME("uuuu-MM-dd'T'HH:mm:ss"),
    /** {@code 06.05.2026, 10:15}: DPD's steps. */
    DOTTED("dd.MM.uuuu, HH:mm"),
    /** {@code 2026-05-06}: GLS. */
    DATE("uuuu-MM-dd"),
    /** {@code 10:15:00}: GLS. */
    TIME("HH:mm:ss");

    private final DateTimeFormatter format;

    Times(String pattern) {
        this.format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneId.of("Europe/Berlin"));
    }

    String write(Instant time) {
        return format.format(time);
    }
}
