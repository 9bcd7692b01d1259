package io.serval.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that routes are built with, by type: exactly those that the application provided. Not for use by many
 * threads: it is filled and read while an application starts.
 */
public final class Services {
    private final Map<Class<?>, Object> provided = new LinkedHashMap<>();

    /** Creates an empty collection. */
    public Services() {}

    /**
     * Provides a service under its class.
     *
     * @throws StartupException if there is one of that class already
     */
    public void provide(Object service) {
        put(service.getClass(), service);
    }

    /**
     * Provides a service under a type that it implements.
     *
     * @throws StartupException if there is one of that type already
     */
    public <T> void provide(Class<T> type, T service) {
        put(type, service);
    }

    /** Returns the service of the type, if one was provided under it. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(provided.get(type)));
    }

    /**
     * Returns the service of the type.
     *
     * @param neededBy the class that asks, for the message
     * @throws StartupException if none was provided
     */
    public <T> T get(Class<T> type, Class<?> neededBy) {
        return find(type)
                .orElseThrow(() -> new StartupException(neededBy.getName() + " needs a " + type.getName()
                        + ", and none was provided. Add app.provide(…) with one to the application's start; provided are "
                        + provided.keySet().stream().map(Class::getSimpleName).toList() + "."));
    }

    private void put(Class<?> type, Object service) {
        if (provided.putIfAbsent(type, service) != null) {
            throw new StartupException("Two services were provided for " + type.getName()
                    + ". Provide one, or name the types: app.provide(Type.class, service).");
        }
    }
}
