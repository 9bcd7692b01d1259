package io.serval.observe.internal;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.serval.core.Json;
import io.serval.core.Scope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** A record of the log with what only the logging thread knows: the request, and the trace. */
final class Line {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final Instant time;
    private final String level;
    private final String logger;
    private final String message;
    private final Optional<Fields> fields;
    private final Optional<String> request;
    private final SpanContext span;
    private final @Nullable Throwable error;

    private Line(LogRecord record) {
        time = record.getInstant();
        level = level(record.getLevel());
        logger = Objects.requireNonNullElse(record.getLoggerName(), "");
        message = message(record);
        fields = fields(record);
        request = Scope.currentIfAny().flatMap(Scope::name);
        span = Span.current().getSpanContext();
        error = record.getThrown();
    }

    /** Takes down a record; called on the thread that logs it. */
    static Line of(LogRecord record) {
        return new Line(record);
    }

    /** As a line for people; every further line of a message or an exception is indented, so that none can be forged. */
    String text() {
        var line = new StringBuilder(TIME.format(time))
                .append(' ')
                .append(String.format(Locale.ROOT, "%-7s", level))
                .append(' ')
                .append(logger)
                .append(": ")
                .append(message);
        if (fields.isEmpty()) {
            request.ifPresent(id -> line.append(" [").append(id).append(']'));
        }
        if (error != null) {
            line.append('\n').append(trace(error).stripTrailing());
        }
        return visible(line) + "\n";
    }

    /** As one line of JSON. */
    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", time);
        members.put("level", level);
        members.put("logger", logger);
        members.put("message", message);
        request.ifPresent(id -> members.put("requestId", id));
        if (span.isValid()) {
            members.put("traceId", span.getTraceId());
            members.put("spanId", span.getSpanId());
        }
        fields.ifPresent(more -> members.putAll(more.fields()));
        if (error != null) {
            members.put("exception", trace(error));
        }
        return Json.text(members, Map.class) + "\n";
    }

    private static String level(java.util.logging.Level level) {
        int value = level.intValue();
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return "WARNING";
        }
        if (value >= java.util.logging.Level.CONFIG.intValue()) {
            return "INFO";
        }
        return value >= java.util.logging.Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String message(LogRecord record) {
        String pattern = Objects.requireNonNullElse(record.getMessage(), "");
        Object[] parameters = record.getParameters();
        if (parameters == null || parameters.length == 0 || pattern.indexOf('{') < 0) {
            return pattern;
        }
        try {
            return MessageFormat.format(pattern, parameters);
        } catch (IllegalArgumentException e) {
            return pattern;
        }
    }

    private static Optional<Fields> fields(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof Fields some
                ? Optional.of(some)
                : Optional.empty();
    }

    private static String trace(Throwable error) {
        var trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String visible(CharSequence line) {
        var visible = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '\n' -> visible.append("\n\t");
                case '\t' -> visible.append(c);
                default -> visible.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c);
            }
        }
        return visible.toString();
    }
}
