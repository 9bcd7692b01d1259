package io.serval.core;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Holds a generic type at run time: {@code new TypeRef<List<Order>>() {}}. Binders keep theirs in constants.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** Reads the type argument of the subclass. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)) {
            throw new IllegalStateException("A TypeRef needs its type: new TypeRef<List<Order>>() {}");
        }
        type = parent.getActualTypeArguments()[0];
    }

    /** The type, arguments included. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
