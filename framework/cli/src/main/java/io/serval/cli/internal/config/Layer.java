package io.serval.cli.internal.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One place where values are written. Keys are compared as this place spells them, so {@code limits.body-bytes} is
 * {@code SERVAL_LIMITS_BODY_BYTES} of the environment.
 */
public final class Layer {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final UnaryOperator<String> spelling;

    private Layer(UnaryOperator<String> spelling) {
        this.spelling = spelling;
    }

    /** Returns a layer that spells keys as they are. */
    static Layer plain() {
        return new Layer(key -> key);
    }

    /** Returns the layer of flags, where {@code --database-url} is {@code --database.url}. */
    static Layer flags() {
        return new Layer(key -> key.replace('.', '-'));
    }

    /** Returns the layer of environment variables. */
    static Layer environment() {
        return new Layer(Layer::variable);
    }

    /** The environment variable of a key. */
    public static String variable(String key) {
        return "SERVAL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Adds an entry, in place of one of the same key. Returns what it replaced. */
    Optional<Entry> put(Entry entry) {
        return Optional.ofNullable(entries.put(spelling.apply(entry.key()), entry));
    }

    Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(spelling.apply(key)));
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /** Returns the key as this layer spells it. */
    String spell(String key) {
        return spelling.apply(key);
    }
}
