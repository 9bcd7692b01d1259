package io.serval.core.internal.json;

import io.serval.core.Place;
import io.serval.core.ProblemException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a record anew with other values for some of its components. */
final class RecordCopy {
    private RecordCopy() {}

    /**
     * Returns the copy.
     *
     * @throws ProblemException 400 at the place if the constructor refuses the values; other exceptions out of it pass
     */
    static Object of(Object current, Map<String, Change> changes, Place at) {
        RecordComponent[] components = current.getClass().getRecordComponents();
        var types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                Object before = accessor.invoke(current);
                Change change = changes.get(components[i].getName());
                values[i] = change == null ? before : change.apply(before);
            }
            Constructor<?> constructor = current.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw Refusal.of(e.getCause(), at.pointer());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The record " + current.getClass().getName() + " cannot be copied.", e);
        }
    }
}
