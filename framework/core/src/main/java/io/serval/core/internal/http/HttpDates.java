package io.serval.core.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Dates in header fields (RFC 9110 §5.6.7): one format is written, three are read. */
public final class HttpDates {
    private static final DateTimeFormatter PREFERRED = strict(builder("EEE, dd MMM uuuu HH:mm:ss 'GMT'"));

    /** What asctime() of C prints: a day of one digit has a space before it. */
    private static final DateTimeFormatter OF_C = strict(
            builder("EEE MMM ").padNext(2).appendValue(ChronoField.DAY_OF_MONTH).appendPattern(" HH:mm:ss uuuu"));

    private static final int CENTURY = 100;

    private HttpDates() {}

    /** Writes the time, to the second. */
    public static String write(Instant time) {
        return PREFERRED.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Reads a time; empty if the text is none. */
    public static Optional<Instant> read(String text) {
        boolean shortYear = text.indexOf('-') > 0;
        try {
            DateTimeFormatter format = shortYear ? ofRfc850() : text.indexOf(',') > 0 ? PREFERRED : OF_C;
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The year has two digits, and is at most 50 years ahead. */
    private static DateTimeFormatter ofRfc850() {
        LocalDate earliest = LocalDate.now(ZoneOffset.UTC).minusYears(CENTURY / 2 - 1);
        return strict(builder("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                .appendPattern(" HH:mm:ss 'GMT'"));
    }

    private static DateTimeFormatterBuilder builder(String pattern) {
        return new DateTimeFormatterBuilder().appendPattern(pattern);
    }

    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
    }
}
