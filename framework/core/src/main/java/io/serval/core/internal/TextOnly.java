package io.serval.core.internal;

import java.time.Year;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Takes times from texts alone; Jackson would also take numbers and lists of numbers for them. */
final class TextOnly extends DelegatingDeserializer {
    private TextOnly(ValueDeserializer<?> delegate) {
        super(delegate);
    }

    /** Wraps the readers of {@code java.time}. */
    static final class OfTimes extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> reader) {
            Class<?> type = description.getBeanClass();
            boolean text = type.getPackageName().equals("java.time") && !type.equals(Year.class);
            return text ? new TextOnly(reader) : reader;
        }
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? super.deserialize(parser, context)
                : context.handleUnexpectedToken(handledType(), parser);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
        return new TextOnly(delegate);
    }
}
