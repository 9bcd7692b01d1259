package io.serval.core;

import java.lang.reflect.Type;
import java.util.List;

/**
 * One verb of a route, as described by its binder; every protocol and every generated document reads it from here.
 *
 * @param verb what the operation answers
 * @param doc the Javadoc of the method, as written; empty if there is none
 * @param arguments what the method takes from the request, in its own order
 * @param result what the method returns, {@code void} included
 */
public record Operation(Verb verb, String doc, List<Argument> arguments, Type result) {
    /** Copies the arguments. */
    public Operation {
        arguments = List.copyOf(arguments);
    }
}
