package io.serval.core;

import java.util.List;

/**
 * A route, as described by its binder.
 *
 * @param path the path template: {@code /orders/{id}/events}; a rest parameter is {@code {path...}}
 * @param source the binary name of the class that declares it
 * @param doc the Javadoc of the class, as written; empty if there is none
 * @param operations its verbs
 */
public record Route(String path, String source, String doc, List<Operation> operations) {
    /** Copies the operations. */
    public Route {
        operations = List.copyOf(operations);
    }
}
