package io.serval.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of things, most often of none or one, which then takes no room beside them: there is a scope for every idle
 * connection. Keeps the order. Not safe for use by several threads at once.
 */
final class Few<T> {
    /** Nothing, the one thing, or {@link Several}. */
    private @Nullable Object held;

    private static final class Several<T> extends LinkedHashSet<T> {}

    void add(T more) {
        if (held == null) {
            held = more;
        } else if (held instanceof Several) {
            several().add(more);
        } else {
            var several = new Several<Object>();
            several.add(held);
            several.add(more);
            held = several;
        }
    }

    void remove(T less) {
        if (held instanceof Several) {
            several().remove(less);
            if (several().isEmpty()) {
                held = null;
            }
        } else if (less.equals(held)) {
            held = null;
        }
    }

    /** Returns all, as they are now. */
    @SuppressWarnings("unchecked") // only T are added
    List<T> all() {
        if (held == null) {
            return List.of();
        }
        return held instanceof Several ? List.copyOf(several()) : List.of((T) held);
    }

    /** Takes all out, and returns them. */
    List<T> takeAll() {
        List<T> all = all();
        held = null;
        return all;
    }

    @SuppressWarnings("unchecked") // only T are added
    private Several<T> several() {
        return (Several<T>) Objects.requireNonNull(held);
    }
}
