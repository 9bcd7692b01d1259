package io.serval.core.internal.json;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.BiPredicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Refuses numbers that Jackson would change without a word: 200 into a byte, 1e400 into an infinity. */
final class InRange extends DelegatingDeserializer {
    /** Whether the number that was read stands for what was written. */
    private static final Map<Class<?>, BiPredicate<Number, String>> TESTS = Map.of(
            Byte.class, (number, written) -> number.longValue() == Long.parseLong(written),
            Float.class, (number, written) -> Float.isFinite(number.floatValue()),
            Double.class, (number, written) -> Double.isFinite(number.doubleValue()),
            BigDecimal.class, (number, written) -> Texts.writable((BigDecimal) number));

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(byte.class, Byte.class, float.class, Float.class, double.class, Double.class);

    private final transient BiPredicate<Number, String> test;

    private InRange(ValueDeserializer<?> delegate, BiPredicate<Number, String> test) {
        super(delegate);
        this.test = test;
    }

    /** Returns the reader of the type, with a check where one is needed. */
    static ValueDeserializer<?> around(ValueDeserializer<?> reader, Class<?> type) {
        BiPredicate<Number, String> test = TESTS.get(BOXES.getOrDefault(type, type));
        return test == null ? reader : new InRange(reader, test);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        String written = parser.getString();
        Object value = super.deserialize(parser, context);
        if (value instanceof Number number && !test.test(number, written)) {
            throw new InputCoercionException(parser, "Out of range", parser.currentToken(), handledType());
        }
        return value;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
        return new InRange(delegate, test);
    }
}
