package io.serval.core.internal.json;

import io.serval.core.Conversion;
import java.time.DateTimeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value of JSON as a query value is read; Jackson's own readers take other forms and other types besides. */
final class FromText extends StdScalarDeserializer<Object> {
    private final transient Conversion<?> conversion;
    private final JsonToken token;

    FromText(Class<?> type, Conversion<?> conversion) {
        this(type, conversion, JsonToken.VALUE_STRING);
    }

    /** Takes one kind of token only. */
    FromText(Class<?> type, Conversion<?> conversion, JsonToken token) {
        super(type);
        this.conversion = conversion;
        this.token = token;
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
        if (!parser.hasToken(token)) {
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
