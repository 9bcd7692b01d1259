package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the methods of a route's binder. */
final class RouteBinder {
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
        route.operations().stream().map(this::answer).forEach(methods::add);
        return methods;
    }

    private String bind() {
        List<String> handlers = route.operations().stream()
                .map(operation -> imports.in("~Verb.%s, request -> %s(%s)")
                        .formatted(
                                Verbs.constant(operation.method()),
                                operation.name(),
                                operation.isStatic() ? "request" : "route, request"))
                .toList();
        return imports.in("""
                @~Override
                public ~Map<~Verb, ~Handler> bind(~Services services) {
                %s    return %s;
                }
                """)
                .formatted(Construct.variable("route", route, imports), Construct.mapOf(handlers, imports));
    }

    private String answer(Bound.Operation operation) {
        var locals = new Locals(operation);
        Code call = Code.call(
                target(operation, locals) + "." + operation.name(),
                operation.arguments().stream().map(locals::name).map(Code::word));
        return imports.in("""
                private static ~Response %s(%s~Request request)%s {
                %s%s
                }
                """)
                .formatted(
                        operation.name(),
                        operation.isStatic() ? "" : imports.name(route.type()) + " route, ",
                        mayThrow(operation) ? imports.in(" throws ~Exception") : "",
                        operation.arguments().stream()
                                .flatMap(argument -> read(argument, locals))
                                .collect(Collectors.joining()),
                        respond(operation.outcome(), call));
    }

    /** Writes the line that reads the argument; none for the request itself. */
    private Stream<String> read(Argument argument, Locals locals) {
        Code value = switch (argument) {
            case Argument.OfPath path -> read("path", path, conversion(path.conversion()));
            case Argument.OfRest rest -> read("rest", rest);
            case Argument.OfQuery query -> read("query", query, conversion(query.conversion()));
            case Argument.OfOptionalQuery query -> read("optionalQuery", query, conversion(query.conversion()));
            case Argument.OfBody body ->
                Code.call(
                        imports.in("~Arguments.body"),
                        Code.word(Locals.REQUEST),
                        Code.word(constants.typeRef(body.type())));
            case Argument.OfRequest of -> Code.word(of.expression());
        };
        return value.flat().equals(Locals.REQUEST)
                ? Stream.empty()
                : Stream.of(value.layOut(
                        Code.INDENT, imports.name(argument.type()) + " " + locals.name(argument) + " = ", ";\n"));
    }

    private Code read(String method, Argument argument, Code... conversion) {
        return Code.call(
                imports.in("~Arguments.") + method,
                Stream.concat(Stream.of(Code.word(Locals.REQUEST), Code.text(argument.name())), Stream.of(conversion)));
    }

    private Code conversion(Conversion conversion) {
        return Code.word(
                switch (conversion) {
                    case Conversion.Constant constant -> imports.in("~Conversion.") + constant.name();
                    case Conversion.OfEnum of -> constants.conversion(of.type());
                });
    }

    private String respond(Outcome outcome, Code call) {
        return switch (outcome) {
            case Outcome.Nothing ignored ->
                call.layOut(Code.INDENT, "", ";\n") + Code.INDENT + imports.in("return ~Results.none();");
            case Outcome.AsIs ignored -> call.layOut(Code.INDENT, "return ", ";");
            case Outcome.Negotiated ignored -> call.layOut(Code.INDENT, "return ", ".toResponse(request);");
            case Outcome.OptionalNegotiated ignored ->
                Code.call(imports.in("~Results.present"), Stream.of(call, Code.word(Locals.REQUEST)))
                        .layOut(Code.INDENT, "return ", ".toResponse(request);");
            case Outcome.Json json -> json(call, Code.word(constants.typeRef(json.value())));
            case Outcome.OptionalJson json ->
                json(call, Code.word(constants.typeRef(json.value())), Code.word(Locals.REQUEST));
        };
    }

    private String json(Code value, Code... how) {
        return Code.call(imports.in("~Results.json"), Stream.concat(Stream.of(value), Stream.of(how)))
                .layOut(Code.INDENT, "return ", ";");
    }

    /** A variable would hide a class of its name. */
    private String target(Bound.Operation operation, Locals locals) {
        if (!operation.isStatic()) {
            return Locals.ROUTE;
        }
        String name = imports.name(route.type());
        return locals.hide(name) ? route.type().getQualifiedName().toString() : name;
    }

    private static boolean mayThrow(Bound.Operation operation) {
        return !operation.method().getThrownTypes().isEmpty()
                || operation.outcome() instanceof Outcome.Negotiated
                || operation.outcome() instanceof Outcome.OptionalNegotiated
                || operation.arguments().stream().anyMatch(Argument.OfBody.class::isInstance);
    }
}
