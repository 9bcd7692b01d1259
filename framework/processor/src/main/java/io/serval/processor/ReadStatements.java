package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;

/** Writes the statements of a binder that read the arguments of a verb method into variables. */
final class ReadStatements {
    private final Bound.OfMethod operation;
    private final Locals locals;
    private final Imports imports;
    private final Constants constants;

    ReadStatements(Bound.OfMethod operation, Locals locals, Imports imports, Constants constants) {
        this.operation = operation;
        this.locals = locals;
        this.imports = imports;
        this.constants = constants;
    }

    /** Reads the path first, as nothing else matters if it names nothing; then tells all other faults at once. */
    List<String> all() {
        var read = new ArrayList<String>();
        for (Argument argument : operation.arguments()) {
            read.addAll(ofPath(argument));
        }
        var collected = new ArrayList<String>();
        for (Argument argument : operation.arguments()) {
            collected.addAll(collecting(argument));
        }
        if (!collected.isEmpty()) {
            read.addAll(collected);
            read.add(Code.INDENT + "in.check();");
        }
        operation.arguments().forEach(argument -> read.addAll(built(argument)));
        List<String> checked = operation.checks().stream()
                .filter(check -> !(check.argument() instanceof Argument.OfPatch))
                .flatMap(check -> checked(check).stream())
                .toList();
        if (!checked.isEmpty()) {
            read.addAll(checked);
            read.add(Code.INDENT + "in.check();");
        }
        if (!read.isEmpty()) {
            read.addFirst(Code.INDENT + imports.in("var in = ~Arguments.of(request);"));
        }
        for (Argument argument : operation.arguments()) {
            if (argument instanceof Argument.OfRequest of && !of.expression().equals(Locals.REQUEST)) {
                read.add(declare(of.type(), locals.name(of), Code.word(of.expression())));
            }
        }
        return read;
    }

    private List<String> ofPath(Argument argument) {
        return switch (argument) {
            case Argument.OfPath path -> List.of(path("path", path, path.conversion()));
            case Argument.OfOptionalPath path -> List.of(path("optionalPath", path, path.conversion()));
            case Argument.OfRest rest -> List.of(path("rest", rest, rest.conversion()));
            default -> List.of();
        };
    }

    private String path(String method, Argument argument, Conversion conversion) {
        return declare(
                argument.type(),
                locals.name(argument),
                Code.call("in." + method, Code.text(argument.name()), conversion(conversion)));
    }

    /** What notes faults and goes on, so that all of them are told. */
    private List<String> collecting(Argument argument) {
        return switch (argument) {
            case Argument.OfField of -> List.of(field(of.field(), locals.name(of)));
            case Argument.OfRecord of ->
                of.fields().stream()
                        .map(field -> field(field, locals.name(field)))
                        .toList();
            case Argument.OfBody body ->
                List.of(declare(
                        body.type(),
                        locals.name(body),
                        Code.call("in.body", Code.word(constants.typeRef(body.type())))));
            case Argument.OfPatch patch -> List.of(declare(patch.type(), locals.name(patch), patch(patch)));
            case Argument.OfMultipart parts ->
                List.of(declare(parts.type(), locals.name(parts), Code.call("in.multipart")));
            default -> List.of();
        };
    }

    /** What a patch makes of a record is known, and so checked, when it is applied. */
    private Code patch(Argument.OfPatch patch) {
        Stream<Code> check = operation.checks().stream()
                .filter(checked -> checked.argument().equals(patch))
                .flatMap(checked -> checked.checks().stream())
                .filter(Check.OfType.class::isInstance)
                .map(Check.OfType.class::cast)
                .map(type -> Code.word(ConstraintCode.companion(type, imports) + "::check"));
        return Code.call("in.patch", Stream.concat(Stream.of(Code.word(constants.typeRef(patch.patched()))), check));
    }

    private String field(Field field, String variable) {
        Code name = Code.text(field.wireName());
        Stream<Code> arguments = Stream.of(
                        Stream.of(name),
                        field.conversion().stream().map(this::conversion),
                        field.otherwise().stream().map(Code::text))
                .flatMap(part -> part);
        return declare(
                field.type(),
                variable,
                Code.call("in." + field.source().accessor() + "()." + method(field), arguments));
    }

    private static String method(Field field) {
        boolean text = field.conversion().isPresent();
        return switch (field.shape()) {
            case ONE -> text ? "one" : "upload";
            case OPTIONAL -> text ? "optional" : "optionalUpload";
            case ALL -> text ? "all" : "uploads";
        };
    }

    private List<String> built(Argument argument) {
        if (!(argument instanceof Argument.OfRecord of)) {
            return List.of();
        }
        Code construct = Code.call(
                "() -> new " + imports.name(of.type()),
                of.fields().stream().map(locals::name).map(Code::word));
        return List.of(declare(
                of.type(),
                locals.name(of),
                Code.call("in.build", Code.text("/" + of.source().accessor()), construct)));
    }

    private List<String> checked(ArgumentCheck check) {
        String name = check.component().map(Field::name).orElse(check.argument().name());
        String variable = check.component().map(locals::name).orElseGet(() -> locals.name(check.argument()));
        return ConstraintCode.statements(check.checks(), name, variable, place(check), imports, constants).stream()
                .map(statement -> statement.layOut(Code.INDENT, "", ";"))
                .toList();
    }

    private static String place(ArgumentCheck check) {
        return switch (check.argument()) {
            case Argument.OfField of -> place(of.field());
            case Argument.OfRecord of ->
                check.component()
                        .map(ReadStatements::place)
                        .orElse("in.at(\"/" + of.source().accessor() + "\")");
            case Argument.OfBody _ -> "in.at(\"/body\")";
            default -> "in.atPath(\"" + check.argument().name() + "\")";
        };
    }

    private static String place(Field field) {
        return "in." + field.source().accessor() + "().at("
                + Code.text(field.wireName()).flat() + ")";
    }

    /** Boxed: what is missing is null until {@code check} has told so. */
    private String declare(TypeMirror type, String variable, Code value) {
        return value.layOut(Code.INDENT, imports.name(type) + " " + variable + " = ", ";");
    }

    private Code conversion(Conversion conversion) {
        return Code.word(
                switch (conversion) {
                    case Conversion.Constant constant -> imports.in("~Conversion.") + constant.name();
                    case Conversion.OfEnum of -> constants.conversion(of.type());
                });
    }
}
