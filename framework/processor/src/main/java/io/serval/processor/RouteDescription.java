package io.serval.processor;

import java.util.Locale;
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
                Code.text(route.path().text()),
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
        Code verb = Code.word(imports.in("~Verb.") + Verbs.constant(operation.element()));
        Code doc = Code.text(operation.doc());
        Stream<Code> bound = switch (operation) {
            case Bound.OfMethod method ->
                Stream.concat(
                        Stream.of(
                                listOf(method.arguments().stream().flatMap(this::argument)),
                                type(method.element().getReturnType())),
                        answers(method.outcome()));
            case Bound.OfConstant ignored ->
                Stream.of(listOf(Stream.empty()), Code.word(imports.in("~Response.class")));
        };
        return Code.call(imports.in("new ~Operation"), Stream.concat(Stream.of(verb, doc), bound))
                .layOut(Code.INDENT, "var " + operation.name() + " = ", ";\n");
    }

    /** Nothing for the usual answer: a 200 with what is returned, or a 204. */
    private Stream<Code> answers(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Nothing nothing
            when nothing.status() != 204 ->
                Stream.of(listOf(Stream.of(answer(nothing.status(), Code.word("void.class")))));
            case Outcome.Json json
            when json.status() != 200 -> Stream.of(listOf(Stream.of(answer(json.status(), type(json.value())))));
            case Outcome.OptionalJson json
            when json.status() != 200 -> Stream.of(listOf(Stream.of(answer(json.status(), type(json.value())))));
            case Outcome.Variants variants ->
                Stream.of(listOf(variants.variants().stream()
                        .map(variant -> answer(variant.status(), Code.word(imports.name(variant.type()) + ".class")))));
            default -> Stream.empty();
        };
    }

    private Code answer(int status, Code type) {
        return Code.call(imports.in("new ~Answer"), Code.word(String.valueOf(status)), type);
    }

    private Stream<Code> argument(Argument argument) {
        Code name = Code.text(argument.name());
        return switch (argument) {
            case Argument.OfPath path -> Stream.of(describe("path", name, type(path.type())));
            case Argument.OfOptionalPath path -> Stream.of(describe("path", name, type(path.type())));
            case Argument.OfRest rest -> Stream.of(describe("path", name, type(rest.type())));
            case Argument.OfField of -> Stream.of(field(of.field()));
            case Argument.OfRecord of -> of.fields().stream().map(this::field);
            case Argument.OfBody body -> Stream.of(describe("body", name, type(body.type())));
            case Argument.OfPatch patch -> Stream.of(describe("body", name, type(patch.type())));
            case Argument.OfMultipart parts -> Stream.of(describe("body", name, type(parts.type())));
            case Argument.OfSocket ignored -> Stream.empty();
            case Argument.OfRequest ignored -> Stream.empty();
        };
    }

    private Code field(Field field) {
        return describe(
                field.source().name().toLowerCase(Locale.ROOT),
                Code.text(field.wireName()),
                type(field.declared().asType()),
                Code.word(String.valueOf(field.required())));
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
