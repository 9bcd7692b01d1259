package io.serval.core.internal.constraint;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDate;
import java.util.Calendar;
import java.util.Date;

/** Values that stand for a time, of all classes that Jakarta Validation names. */
public final class Moment {
    private Moment() {}

    /** Returns a negative number for a time before now, zero for now, a positive number for one after now. */
    @SuppressWarnings("JavaUtilDate") // applications may still have them
    public static int order(Object time, Clock clock) {
        return switch (time) {
            case Instant instant -> instant.compareTo(clock.instant());
            case OffsetDateTime dateTime -> dateTime.toInstant().compareTo(clock.instant());
            case ZonedDateTime dateTime -> dateTime.toInstant().compareTo(clock.instant());
            case Date date -> Long.compare(date.getTime(), clock.millis());
            case Calendar calendar -> Long.compare(calendar.getTimeInMillis(), clock.millis());
            case LocalDateTime dateTime -> dateTime.compareTo(LocalDateTime.now(clock));
            case ChronoLocalDate date ->
                Long.compare(date.toEpochDay(), LocalDate.now(clock).toEpochDay());
            case YearMonth month -> month.compareTo(YearMonth.now(clock));
            case Year year -> year.compareTo(Year.now(clock));
            case MonthDay day -> day.compareTo(MonthDay.now(clock));
            case LocalTime timeOfDay -> timeOfDay.compareTo(LocalTime.now(clock));
            case OffsetTime timeOfDay -> timeOfDay.compareTo(OffsetTime.now(clock.withZone(timeOfDay.getOffset())));
            default -> throw new IllegalArgumentException(time.getClass() + " does not stand for a time.");
        };
    }

    /** Returns the time in ISO 8601 where it has a form there. */
    @SuppressWarnings("JavaUtilDate")
    public static String text(Object time) {
        return switch (time) {
            case Date date -> Instant.ofEpochMilli(date.getTime()).toString();
            case Calendar calendar -> calendar.toInstant().toString();
            default -> time.toString();
        };
    }
}
