package io.serval.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The variables of a binder's method, under the names of what they hold where these are free. */
final class Locals {
    static final String ROUTE = "route";
    static final String REQUEST = "request";
    static final String IN = "in";

    private final Set<String> taken = new HashSet<>(Set.of(ROUTE, REQUEST, IN));
    private final Map<Object, String> names = new HashMap<>();

    Locals(Bound.OfMethod operation) {
        for (Argument argument : operation.arguments()) {
            boolean request =
                    argument instanceof Argument.OfRequest of && of.expression().equals(REQUEST);
            names.put(argument, request ? REQUEST : free(argument.name()));
        }
        for (Argument argument : operation.arguments()) {
            if (argument instanceof Argument.OfRecord record) {
                record.fields().forEach(field -> names.put(field, free(joined(name(argument), field.name()))));
            }
        }
    }

    /** Returns the variable that holds the argument. */
    String name(Argument argument) {
        return names.getOrDefault(argument, argument.name());
    }

    /** Returns the variable that holds the component of a record. */
    String name(Field field) {
        return names.getOrDefault(field, field.name());
    }

    /** Returns a name for one more variable. */
    String free(String given) {
        // A variable would hide a class or a constant of its name.
        String wanted = Character.isUpperCase(given.charAt(0)) ? "a" + given : given;
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** Whether a variable has the name. */
    boolean hide(String name) {
        return taken.contains(name);
    }

    private static String joined(String first, String second) {
        return first + second.substring(0, 1).toUpperCase(Locale.ROOT) + second.substring(1);
    }
}
