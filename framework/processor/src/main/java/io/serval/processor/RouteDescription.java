package io.serval.processor;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Writes the method of a binder that describes its route. */
final class RouteDescription {
    private final Bound.OfRoute route;
    private final Imports imports;
    private final Constants constants;

    RouteDescription(Bound.OfRoute route, Imports imports, Constants constants) {
        this.route = route;
        this.imports = imports;
        this.constants = constants;
    }

    String method() {
        Code described = Code.call(
                imports.in("new ~Route"),
                Code.text(route.path().template()),
                Code.text(route.binaryName()),
                Code.text(route.doc()),
                listOf(route.operations().stream().map(Bound.Operation::name).map(Code::word)));
        return imports.in("""
                @~Override
                public ~Route route() {
                %s%s
                }
                """)
                .formatted(
                        route.operations().stream().map(this::operation).collect(Collectors.joining()),
                        described.layOut(Code.INDENT, "return ", ";"));
    }

    private String operation(Bound.Operation operation) {
        Code described = Code.call(
                imports.in("new ~Operation"),
                Code.word(imports.in("~Verb.") + Verbs.constant(operation.method())),
                Code.text(operation.doc()),
                listOf(operation.arguments().stream().flatMap(this::argument)),
                type(operation.method().getReturnType()));
        return described.layOut(Code.INDENT, "var " + operation.name() + " = ", ";\n");
    }

    private Stream<Code> argument(Argument argument) {
        Code name = Code.text(argument.name());
        return switch (argument) {
            case Argument.OfPath path -> Stream.of(describe("path", name, type(path.type())));
            case Argument.OfRest rest -> Stream.of(describe("path", name, type(rest.type())));
            case Argument.OfQuery query -> Stream.of(describe("query", name, type(query.type()), Code.word("true")));
            case Argument.OfOptionalQuery query ->
                Stream.of(describe("query", name, type(query.type()), Code.word("false")));
            case Argument.OfBody body -> Stream.of(describe("body", name, type(body.type())));
            case Argument.OfRequest ignored -> Stream.empty();
        };
    }

    private Code describe(String in, Code... arguments) {
        return Code.call(imports.in("~Argument.") + in, arguments);
    }

    private Code listOf(Stream<Code> elements) {
        return Code.call(imports.in("~List.of"), elements);
    }

    private Code type(TypeMirror type) {
        return Code.word(hasArguments(type) ? constants.typeRef(type) + ".type()" : imports.name(type) + ".class");
    }

    private static boolean hasArguments(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> hasArguments(array.getComponentType());
            case DeclaredType declared -> !declared.getTypeArguments().isEmpty();
            default -> false;
        };
    }
}
