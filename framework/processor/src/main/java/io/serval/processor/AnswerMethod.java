package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;

/** Writes the method of a binder that reads the arguments of one verb, calls it, and answers with what it returns. */
final class AnswerMethod {
    private final Bound.OfRoute route;
    private final Bound.OfMethod operation;
    private final Imports imports;
    private final Constants constants;
    private final Locals locals;

    AnswerMethod(Bound.OfRoute route, Bound.OfMethod operation, Imports imports, Constants constants) {
        this.route = route;
        this.operation = operation;
        this.imports = imports;
        this.constants = constants;
        this.locals = new Locals(operation);
    }

    String text() {
        var statements = new ArrayList<String>();
        statements.addAll(new ReadStatements(operation, locals, imports, constants).all());
        Code call = Code.call(
                target() + "." + operation.name(),
                operation.arguments().stream().map(locals::name).map(Code::word));
        statements.addAll(respond(call));
        return imports.in("""
                private static ~Response %s(%s~Request request)%s {
                %s
                }
                """)
                .formatted(
                        operation.name(),
                        operation.isStatic() ? "" : imports.name(route.type()) + " route, ",
                        mayThrow() ? imports.in(" throws ~Exception") : "",
                        String.join("\n", statements));
    }

    private List<String> respond(Code call) {
        Code request = Code.word(Locals.REQUEST);
        return switch (operation.outcome()) {
            case Outcome.Nothing nothing ->
                List.of(
                        call.layOut(Code.INDENT, "", ";"),
                        Code.INDENT
                                + imports.in("return ~Results.none(")
                                + (nothing.status() == 204 ? "" : nothing.status()) + ");");
            case Outcome.Socket socket -> upgrade(socket, call);
            case Outcome.AsIs ignored -> List.of(call.layOut(Code.INDENT, "return ", ";"));
            case Outcome.Negotiated ignored -> List.of(call.layOut(Code.INDENT, "return ", ".toResponse(request);"));
            case Outcome.OptionalNegotiated ignored ->
                List.of(present(call).layOut(Code.INDENT, "return ", ".toResponse(request);"));
            case Outcome.Json json -> List.of(json(json.status(), call, typeRef(json.value())));
            case Outcome.OptionalJson json
            when json.status() == 200 -> List.of(json(200, call, typeRef(json.value()), request));
            case Outcome.OptionalJson json -> List.of(json(json.status(), present(call), typeRef(json.value())));
            case Outcome.Variants variants -> variants(variants, call);
        };
    }

    /** A line for each thing that is said of the upgrade. */
    private List<String> upgrade(Outcome.Socket outcome, Code call) {
        String socket = operation.arguments().stream()
                .filter(Argument.OfSocket.class::isInstance)
                .map(locals::name)
                .findFirst()
                .orElseThrow();
        var said = new ArrayList<String>();
        if (!outcome.protocols().isEmpty()) {
            said.add(Code.call(".speaking", outcome.protocols().stream().map(Code::text))
                    .flat());
        }
        operation.bodyLimit().ifPresent(limit -> said.add(".withMessageLimit(" + limit + "L)"));
        said.add(".toResponse(request);");
        Code upgrade = Code.call(imports.in("~Upgrade.to"), new Code.Lambda(socket, List.of(call)));
        if (said.size() == 1) {
            return List.of(upgrade.layOut(Code.INDENT, "return ", said.getFirst()));
        }
        return List.of(upgrade.layOut(Code.INDENT, "return ", "")
                + said.stream()
                        .map(each -> "\n" + Code.INDENT + Code.CONTINUED + each)
                        .collect(Collectors.joining()));
    }

    private List<String> variants(Outcome.Variants outcome, Code call) {
        String result = locals.free("result");
        String status = locals.free("status");
        Code value = outcome.optional() ? present(call) : Code.call(imports.in("~Results.required"), call);
        String cases = outcome.variants().stream()
                .map(variant -> Code.INDENT + Code.INDENT + "case " + imports.name(variant.type()) + " _ -> "
                        + variant.status() + ";\n")
                .collect(Collectors.joining());
        return List.of(
                value.layOut(Code.INDENT, imports.name(outcome.value()) + " " + result + " = ", ";"),
                Code.INDENT + "int " + status + " = switch (" + result + ") {\n" + cases + Code.INDENT + "};",
                Code.call(imports.in("~Results.json"), Code.word(status), Code.word(result), typeRef(outcome.value()))
                        .layOut(Code.INDENT, "return ", ";"));
    }

    private Code present(Code call) {
        return Code.call(imports.in("~Results.present"), call, Code.word(Locals.REQUEST));
    }

    private Code typeRef(TypeMirror type) {
        return Code.word(constants.typeRef(type));
    }

    private String json(int status, Code value, Code... how) {
        Stream<Code> before = status == 200 ? Stream.empty() : Stream.of(Code.word(String.valueOf(status)));
        return Code.call(
                        imports.in("~Results.json"),
                        Stream.of(before, Stream.of(value), Stream.of(how)).flatMap(part -> part))
                .layOut(Code.INDENT, "return ", ";");
    }

    /** A variable would hide a class of its name. */
    private String target() {
        if (!operation.isStatic()) {
            return Locals.ROUTE;
        }
        String name = imports.name(route.type());
        return locals.hide(name) ? route.type().getQualifiedName().toString() : name;
    }

    private boolean mayThrow() {
        if (operation.outcome() instanceof Outcome.Socket) {
            return false;
        }
        return !operation.element().getThrownTypes().isEmpty()
                || operation.outcome() instanceof Outcome.Negotiated
                || operation.outcome() instanceof Outcome.OptionalNegotiated
                || operation.arguments().stream().anyMatch(AnswerMethod::readsBody);
    }

    private static boolean readsBody(Argument argument) {
        return switch (argument) {
            case Argument.OfBody ignored -> true;
            case Argument.OfPatch ignored -> true;
            case Argument.OfMultipart ignored -> true;
            case Argument.OfField of -> of.field().source() == Source.FORM;
            case Argument.OfRecord of -> of.source() == Source.FORM;
            default -> false;
        };
    }
}
