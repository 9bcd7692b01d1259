package io.serval.core.internal.json;

import io.serval.core.Conversion;
import java.time.Year;
import java.util.Optional;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;

/** Puts stricter readers in the place of Jackson's, so that JSON takes what a query takes. */
final class StrictReaders extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> reader) {
        Class<?> type = description.getBeanClass();
        Optional<Conversion<?>> text = Scalars.asText(type);
        if (text.isPresent()) {
            return new FromText(type, text.get());
        }
        if (type.equals(Year.class)) {
            return new FromText(type, Conversion.YEAR, JsonToken.VALUE_NUMBER_INT);
        }
        boolean otherTime = type.getPackageName().equals("java.time");
        return otherTime ? new TextOnly(reader) : InRange.around(reader, type);
    }
}
