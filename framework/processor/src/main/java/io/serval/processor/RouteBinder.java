package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the methods of a route's binder. */
final class RouteBinder {
    private static final Set<String> VARIABLES = Set.of("services", Locals.ROUTE, Locals.REQUEST);

    private final Bound.OfRoute route;
    private final Imports imports;
    private final Constants constants;

    RouteBinder(Bound.OfRoute route, Imports imports, Constants constants) {
        this.route = route;
        this.imports = imports;
        this.constants = constants;
    }

    List<String> methods() {
        var methods = new ArrayList<String>();
        methods.add(new RouteDescription(route, imports, constants).method());
        methods.add(bind());
        for (Bound.Operation operation : route.operations()) {
            if (operation instanceof Bound.OfMethod method) {
                methods.add(new AnswerMethod(route, method, imports, constants).text());
            }
        }
        return methods;
    }

    private String bind() {
        List<String> handlers = route.operations().stream()
                .map(operation -> imports.in("~Verb.") + Verbs.constant(operation.element()) + ", " + placed(operation))
                .toList();
        return imports.in("""
                @~Override
                public ~Map<~Verb, ~Handler> bind(~Services services) {
                %s    return %s;
                }
                """)
                .formatted(Construct.variable(Locals.ROUTE, route, imports), Construct.mapOf(handlers, imports));
    }

    private String placed(Bound.Operation operation) {
        String handler = handler(operation);
        return Annotations.onEventLoop(operation.element())
                ? imports.in("~Handlers.onEventLoop(") + handler + ")"
                : handler;
    }

    private String handler(Bound.Operation operation) {
        boolean socket = operation instanceof Bound.OfMethod method && method.outcome() instanceof Outcome.Socket;
        String request = operation
                .bodyLimit()
                .filter(limit -> !socket)
                .map(limit -> "request.withBodyLimit(" + limit + "L)")
                .orElse("request");
        return switch (operation) {
            case Bound.OfMethod method when method.isStatic() -> "request -> " + method.name() + "(" + request + ")";
            case Bound.OfMethod method -> "request -> " + method.name() + "(route, " + request + ")";
            case Bound.OfConstant constant -> {
                String holder = constant.isStatic() ? routeClass() : Locals.ROUTE;
                String name = holder + "." + constant.name();
                yield constant.bodyLimit().isPresent() ? "request -> " + name + ".handle(" + request + ")" : name;
            }
        };
    }

    /** A variable would hide a class of its name. */
    private String routeClass() {
        String name = imports.name(route.type());
        return VARIABLES.contains(name) ? route.type().getQualifiedName().toString() : name;
    }
}
