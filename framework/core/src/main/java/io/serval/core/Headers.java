package io.serval.core;

import io.serval.core.internal.http.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Header fields in the order they were added (RFC 9110 §5). Immutable; names are compared without regard to case, and a
 * name may occur more than once.
 */
public final class Headers {
    private static final Headers EMPTY = new Headers(new String[0]);

    /** Names at even, values at odd indices. */
    private final String[] fields;

    private Headers(String[] fields) {
        this.fields = fields;
    }

    /** Returns headers without a field. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Returns headers of the given names and values in turn.
     *
     * @throws IllegalArgumentException if the count is odd, or a name or value holds what a header may not
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Names and values must come in pairs: " + Arrays.toString(namesAndValues));
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            checkField(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Headers(namesAndValues.clone());
    }

    /** Returns the first value of the name. */
    public Optional<String> first(String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return Optional.of(fields[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** Returns all values of the name, in order. */
    public List<String> all(String name) {
        var values = new ArrayList<String>(1);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                values.add(fields[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    /** Whether the name occurs. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** Returns these headers with the one value for the name, in place of any it had. */
    public Headers with(String name, String value) {
        checkField(name, value);
        var kept = new ArrayList<String>(fields.length + 2);
        for (int i = 0; i < fields.length; i += 2) {
            if (!fields[i].equalsIgnoreCase(name)) {
                kept.add(fields[i]);
                kept.add(fields[i + 1]);
            }
        }
        kept.add(name);
        kept.add(value);
        return new Headers(kept.toArray(String[]::new));
    }

    /** Returns these headers with one more value for the name. */
    public Headers adding(String name, String value) {
        checkField(name, value);
        String[] longer = Arrays.copyOf(fields, fields.length + 2);
        longer[fields.length] = name;
        longer[fields.length + 1] = value;
        return new Headers(longer);
    }

    /** Returns these headers without the fields of these names. */
    public Headers without(Set<String> names) {
        var kept = new ArrayList<String>(fields.length);
        for (int i = 0; i < fields.length; i += 2) {
            if (names.stream().noneMatch(fields[i]::equalsIgnoreCase)) {
                kept.add(fields[i]);
                kept.add(fields[i + 1]);
            }
        }
        return kept.size() == fields.length ? this : new Headers(kept.toArray(String[]::new));
    }

    /** Returns these headers, followed by those. */
    public Headers followedBy(Headers more) {
        String[] all = Arrays.copyOf(fields, fields.length + more.fields.length);
        System.arraycopy(more.fields, 0, all, fields.length, more.fields.length);
        return new Headers(all);
    }

    /** Calls the action with each name and value, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < fields.length; i += 2) {
            action.accept(fields[i], fields[i + 1]);
        }
    }

    private static void checkField(String name, String value) {
        if (!Tokens.isToken(name)) {
            throw new IllegalArgumentException("Not a header name: '" + name + "'");
        }
        for (int i = 0; i < value.length(); i++) {
            if (!inValue(value.charAt(i))) {
                throw new IllegalArgumentException("The value of header " + name
                        + " holds a line break, another control character, or one beyond Latin-1; encode it.");
            }
        }
    }

    /** RFC 9110 §5.5: visible characters, space, tab, and the bytes beyond ASCII that old clients send. */
    private static boolean inValue(char c) {
        return c == '\t' || (c >= ' ' && c <= 0xff && c != 0x7f);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && Arrays.equals(fields, headers.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
