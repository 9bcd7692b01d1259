package io.serval.core.internal;

import io.serval.core.Conversion;
import java.time.DateTimeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a JSON text as a query value is read; Jackson's own readers take other forms and other types besides. */
final class FromText extends StdScalarDeserializer<Object> {
    private final transient Conversion<?> conversion;

    FromText(Class<?> type, Conversion<?> conversion) {
        super(type);
        this.conversion = conversion;
    }

    static boolean fits(String text, Conversion<?> conversion) {
        try {
            conversion.reader().read(text);
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.handleUnexpectedToken(getValueType(context), parser);
        }
        String text = parser.getString();
        try {
            return conversion.reader().read(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return context.handleWeirdStringValue(handledType(), text, "not of this form");
        }
    }
}
