package io.serval.core.internal.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a value declared as a sealed interface as the variant that it is. */
final class AsVariant extends ValueSerializer<Object> {
    @Override
    public void serialize(Object variant, JsonGenerator generator, SerializationContext context) {
        context.findValueSerializer(variant.getClass()).serialize(variant, generator, context);
    }
}
