package io.serval.core.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a type is written in JSON, to end the sentence "expected …". */
final class JsonForms {
    private static final Map<Class<?>, String> FORMS = Map.ofEntries(
            Map.entry(String.class, "a text"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(Boolean.class, "true or false"),
            Map.entry(byte.class, "a whole number of 8 bits"),
            Map.entry(Byte.class, "a whole number of 8 bits"),
            Map.entry(short.class, "a whole number of 16 bits"),
            Map.entry(Short.class, "a whole number of 16 bits"),
            Map.entry(int.class, "a whole number of 32 bits"),
            Map.entry(Integer.class, "a whole number of 32 bits"),
            Map.entry(long.class, "a whole number of 64 bits"),
            Map.entry(Long.class, "a whole number of 64 bits"),
            Map.entry(java.math.BigInteger.class, "a whole number"),
            Map.entry(float.class, "a number"),
            Map.entry(double.class, "a number"),
            Map.entry(UUID.class, "a UUID"),
            Map.entry(URI.class, "a URI"),
            Map.entry(Instant.class, "a moment like 2026-05-06T12:00:00Z"),
            Map.entry(OffsetDateTime.class, "a moment like 2026-05-06T12:00:00+02:00"),
            Map.entry(LocalDate.class, "a day like 2026-05-06"),
            Map.entry(LocalTime.class, "a time of day like 12:00:00"),
            Map.entry(Duration.class, "a duration like PT5S"));

    private JsonForms() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        String form = FORMS.get(type);
        if (form != null) {
            return form;
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList();
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || type.isInterface() ? "an object" : "another value";
    }
}
