package io.serval.processor;

/** The variables of a binder's method: one per argument, under the name of the route method's parameter where it is free. */
final class Locals {
    static final String ROUTE = "route";
    static final String REQUEST = "request";

    private final Bound.Operation operation;

    Locals(Bound.Operation operation) {
        this.operation = operation;
    }

    /** Returns the variable that holds the argument. */
    String name(Argument argument) {
        if (argument instanceof Argument.OfRequest of && of.expression().equals(REQUEST)) {
            return REQUEST;
        }
        boolean taken = argument.name().equals(REQUEST) || argument.name().equals(ROUTE);
        return taken ? argument.name() + "Argument" : argument.name();
    }

    /** Whether a variable has the name. */
    boolean hide(String name) {
        return name.equals(REQUEST)
                || operation.arguments().stream().map(this::name).anyMatch(name::equals);
    }
}
