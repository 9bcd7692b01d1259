package io.serval.core;

/**
 * Names a value that middleware attaches to a {@link Request} for what runs after it. Keys are compared by identity:
 * keep one in a constant.
 *
 * @param <T> the value's type
 */
@SuppressWarnings("UnusedTypeParameter") // the requests' methods use it
public final class Key<T> {
    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /** Returns a new key; the name is for messages only. */
    public static <T> Key<T> named(String name) {
        return new Key<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
