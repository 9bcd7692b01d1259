package io.serval.core.internal.json;

import io.serval.core.Conversion;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a type is written in JSON, to end the sentence "expected …". */
final class JsonForms {
    private JsonForms() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        Optional<Conversion<?>> scalar = Scalars.conversion(type);
        if (scalar.isPresent()) {
            return scalar.get().expected();
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
