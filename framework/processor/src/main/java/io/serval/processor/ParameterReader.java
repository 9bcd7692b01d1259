package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads the parameters of one verb method, one after the other. */
final class ParameterReader {
    private static final String SERVICES = "A service is a component of the record, or a parameter of the constructor.";
    private static final String PATCH = "io.serval.core.Patch";
    private static final String MULTIPART = "io.serval.core.Multipart";
    private static final String SOCKET = "io.serval.core.Socket";
    private static final Map<String, String> OF_REQUEST = Map.of(
            "io.serval.core.Request", "request",
            "io.serval.core.Headers", "request.headers()",
            "io.serval.core.Query", "request.query()",
            "io.serval.core.Principal", "request.principal()",
            "io.serval.core.Scope", "request.scope()");
    private static final Map<String, String> OF_BODY = Map.of(
            "io.serval.core.Body", "request.body()",
            "java.io.InputStream", "request.body().stream()");

    private final ExecutableElement method;
    private final String verb;
    private final PathParameters path;
    private final TypeFacts facts;
    private final JsonFacts json;
    private final FieldReader fields;
    private final Faults faults;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<VariableElement> bodies = new ArrayList<>();

    ParameterReader(
            ExecutableElement method,
            String verb,
            PathParameters path,
            TypeFacts facts,
            JsonFacts json,
            Faults faults) {
        this.method = method;
        this.verb = verb;
        this.path = path;
        this.facts = facts;
        this.json = json;
        this.fields = new FieldReader(facts);
        this.faults = faults;
    }

    List<Argument> arguments() {
        return List.copyOf(arguments);
    }

    void read(VariableElement parameter) {
        String name = parameter.getSimpleName().toString();
        TypeMirror type = parameter.asType();
        if (Annotations.has(parameter, "Nullable") || Annotations.has(type, "Nullable")) {
            fault(
                    parameter,
                    "is declared @Nullable, and binders pass no null",
                    "Optional<…> for what may be left out.",
                    "Declare it as Optional, or drop the annotation.");
        } else if (!facts.canBeNamed(type)) {
            fault(
                    parameter,
                    "has a type that the binder, a class of the same package, cannot name",
                    "a type that is not private and has no type variables.",
                    "Make the type visible to its package.");
        } else if (facts.is(type, SOCKET)) {
            readSocket(parameter);
        } else if (expression(type, OF_REQUEST).isPresent()) {
            arguments.add(new Argument.OfRequest(
                    parameter, expression(type, OF_REQUEST).get(), false));
        } else if (Annotations.constant(parameter, "From").equals(Optional.of("PATH"))) {
            fault(
                    parameter,
                    "is annotated with @From(PATH), and the path gives its parameters by their names alone",
                    "a parameter called like one of the path " + path.template() + ", without an annotation.",
                    "Drop @From, or name another part of the request.");
        } else if (declaredSource(parameter).isPresent()) {
            readFrom(parameter, type, declaredSource(parameter).get());
        } else if (path.has(name)) {
            readFromPath(parameter, name, type);
        } else if (mayBeInPath(type) && path.meant(name, method).isPresent()) {
            misspelt(parameter, name, path.meant(name, method).get());
        } else {
            readFrom(parameter, type, usualSource(type));
        }
    }

    private void readSocket(VariableElement parameter) {
        if (!Verbs.isSocket(verb)) {
            fault(
                    parameter,
                    "is a Socket, and " + verb + " has none",
                    "a Socket in a method called ws.",
                    "Call the method ws, or return an Upgrade from get.");
        } else if (arguments.stream().anyMatch(Argument.OfSocket.class::isInstance)) {
            fault(parameter, "is a second Socket", "one Socket, as there is one WebSocket.", "Drop it.");
        } else {
            arguments.add(new Argument.OfSocket(parameter));
        }
    }

    /** Reports that {@code ws} does not take what it is for. */
    void checkSocket() {
        if (Verbs.isSocket(verb)
                && method.getParameters().stream().noneMatch(each -> facts.is(each.asType(), SOCKET))) {
            faults.add(
                    Rule.R07,
                    method,
                    where() + " takes no Socket, so that it can say and hear nothing.",
                    "void ws(Socket socket), with the arguments of a get before it.",
                    "Take one, or choose a name that is no verb.");
        }
    }

    /** Reports the bodies beside the first one. */
    void checkBodies() {
        bodies.stream()
                .skip(1)
                .forEach(second -> fault(
                        second,
                        "would be a second body beside '" + bodies.getFirst().getSimpleName() + "'",
                        "one parameter at most for the body.",
                        "Put both into one record."));
    }

    private Optional<Source> declaredSource(VariableElement parameter) {
        return Annotations.constant(parameter, "From")
                .or(() -> typeElement(parameter.asType()).flatMap(type -> Annotations.constant(type, "From")))
                .map(Source::valueOf)
                .or(() -> typeElement(parameter.asType())
                        .filter(type -> type.getKind() == ElementKind.RECORD)
                        .flatMap(type -> Source.ofRecord(type.getSimpleName().toString())));
    }

    private Source usualSource(TypeMirror type) {
        if (fields.isFile(type)) {
            return Source.FORM;
        }
        boolean single = fields.isField(type) && facts.inList(type).isEmpty();
        return single || !Verbs.takesBody(verb) ? Source.QUERY : Source.BODY;
    }

    private void readFrom(VariableElement parameter, TypeMirror type, Source source) {
        boolean ofBody = source == Source.BODY || source == Source.FORM;
        if (Verbs.isSocket(verb) && takesWholeBody(type)) {
            noBody(parameter);
        } else if (expression(type, OF_BODY).isPresent()) {
            String expression = expression(type, OF_BODY).get();
            takeBody(parameter, new Argument.OfRequest(parameter, expression, true));
        } else if (facts.is(type, MULTIPART)) {
            takeBody(parameter, new Argument.OfMultipart(parameter));
        } else if (facts.is(type, PATCH)) {
            readPatch(parameter, type);
        } else if (ofBody && !Verbs.takesBody(verb)) {
            noBody(parameter);
        } else if (source == Source.BODY) {
            readBody(parameter, type);
        } else if (fields.isField(type)) {
            readField(parameter, source);
        } else if (declaredSource(parameter).isPresent() && isRecord(type)) {
            readRecord(parameter, (DeclaredType) type, source);
        } else {
            fault(
                    parameter,
                    "cannot be read from the path or the query as " + type + ", and " + verb + " takes no body",
                    "Request, Principal, Scope, " + TypeFacts.SIMPLE
                            + ", or an Optional or a List of these simple types.",
                    hint(type));
        }
    }

    private boolean takesWholeBody(TypeMirror type) {
        return expression(type, OF_BODY).isPresent() || facts.is(type, MULTIPART) || facts.is(type, PATCH);
    }

    private void noBody(VariableElement parameter) {
        fault(
                parameter,
                "would be read from the body, and " + verb + " takes none",
                "a parameter that is read from the path, the query, the headers or the cookies.",
                Verbs.isSocket(verb)
                        ? "Take it from there, or let the client say it on the socket."
                        : "Take it from there, or use post, put or patch.");
    }

    private String hint(TypeMirror type) {
        if (facts.is(type, "io.serval.core.Handler")) {
            return "Middleware is a class called _middleware.";
        }
        return isRecord(type)
                ? "Call the record Query to have its components read from the query, or write @From(QUERY). " + SERVICES
                : "Take a simple type, or the Request itself. " + SERVICES;
    }

    private void takeBody(VariableElement parameter, Argument argument) {
        bodies.add(parameter);
        arguments.add(argument);
    }

    private void readField(VariableElement parameter, Source source) {
        if (source == Source.FORM) {
            // A form is one body, however many parameters take a part of it.
            bodies.removeIf(body -> arguments.stream().anyMatch(argument -> isFormField(argument, body)));
            bodies.add(parameter);
        }
        fields.read(parameter, source, where(), faults)
                .ifPresent(field -> arguments.add(new Argument.OfField(parameter, field)));
    }

    private static boolean isFormField(Argument argument, VariableElement body) {
        return argument.parameter().equals(body)
                && argument instanceof Argument.OfField of
                && of.field().source() == Source.FORM;
    }

    private void readRecord(VariableElement parameter, DeclaredType type, Source source) {
        if (!type.getTypeArguments().isEmpty()) {
            fault(
                    parameter,
                    "is a record with type parameters",
                    "a record whose components have simple types.",
                    "Declare a record without type parameters.");
            return;
        }
        if (source == Source.FORM) {
            bodies.add(parameter);
        }
        arguments.add(new Argument.OfRecord(parameter, source, fields.readRecord(type, source, faults)));
    }

    private void readPatch(VariableElement parameter, TypeMirror type) {
        Optional<TypeMirror> patched = facts.typeArguments(type).stream()
                .<TypeMirror>map(argument -> argument)
                .findFirst();
        if (patched.filter(this::isRecord).isEmpty()) {
            fault(
                    parameter,
                    "does not say which record it patches",
                    "Patch<…> of a record.",
                    "Name the record, as in Patch<Customer>.");
        } else if (json.whyNotRead(patched.get()).isPresent()) {
            fault(
                    parameter,
                    "cannot be read from the JSON body: "
                            + json.whyNotRead(patched.get()).get(),
                    "Patch<…> of a record that JSON can be read into.",
                    "Change the record.");
        } else {
            takeBody(parameter, new Argument.OfPatch(parameter, patched.get()));
        }
    }

    /** An annotation that nothing looks at is a wish that nobody grants. */
    private void checkUnused(VariableElement parameter, String where) {
        for (String annotation : List.of("Default", "Name", "AsString")) {
            if (Annotations.hasCore(parameter, annotation)) {
                fault(
                        parameter,
                        "is annotated with @" + annotation + ", which has no effect " + where,
                        "@" + annotation + " on what it is for: see its Javadoc.",
                        "Drop it.");
            }
        }
    }

    private void readFromPath(VariableElement parameter, String name, TypeMirror type) {
        checkUnused(parameter, "on a part of the path");
        TypeMirror single = switch (path.kindOf(name)) {
            case ONE -> type;
            case OPTIONAL -> facts.inOptional(type).orElse(null);
            case ALL -> facts.inList(type).orElse(null);
        };
        Optional<Conversion> conversion = Optional.ofNullable(single).flatMap(facts::conversion);
        if (conversion.isPresent()) {
            arguments.add(
                    switch (path.kindOf(name)) {
                        case ONE -> new Argument.OfPath(parameter, conversion.get());
                        case OPTIONAL -> new Argument.OfOptionalPath(parameter, conversion.get());
                        case ALL -> new Argument.OfRest(parameter, conversion.get());
                    });
            return;
        }
        switch (path.kindOf(name)) {
            case ONE -> {
                boolean optional = facts.inOptional(type).isPresent();
                fault(
                        parameter,
                        "is a segment of the path " + path.template()
                                + (optional ? " and so never left out" : ", which cannot be read as " + type),
                        TypeFacts.SIMPLE + ".",
                        optional ? "Drop the Optional." : "Take one of these and convert it in the method.");
            }
            case OPTIONAL ->
                fault(
                        parameter,
                        "is a segment of the path " + path.template() + " that may be left out",
                        "an Optional of " + TypeFacts.SIMPLE + ".",
                        "Declare it as Optional<…> " + name + ".");
            case ALL ->
                fault(
                        parameter,
                        "stands for all that is left of the path " + path.template(),
                        "List<String>, one text for each segment, or a List of another simple type.",
                        "Declare it as List<String> " + name + ".");
        }
    }

    private boolean mayBeInPath(TypeMirror type) {
        return fields.isField(type) && !fields.isFile(type);
    }

    private void misspelt(VariableElement parameter, String name, String meant) {
        faults.add(
                Rule.R06,
                parameter,
                where() + " takes '" + name + "', which the path " + path.template() + " does not have.",
                "the path parameter '" + meant + "', which the method does not take.",
                "Did you mean " + meant + "? If '" + name
                        + "' is a query parameter, say so with @From(QUERY), or take '" + meant + "' as well.");
    }

    private void readBody(VariableElement parameter, TypeMirror type) {
        checkUnused(parameter, "on a body");
        checkDefaults(parameter, type);
        bodies.add(parameter);
        Optional<String> fault =
                facts.inOptional(type).isPresent() ? Optional.of("a body is never left out") : json.whyNotRead(type);
        if (fault.isPresent()) {
            fault(
                    parameter,
                    "cannot be read from the JSON body: " + fault.get(),
                    "a record, a list, a map or a class.",
                    "Take a record of what the body holds. " + SERVICES);
        } else {
            arguments.add(new Argument.OfBody(parameter));
        }
    }

    private void checkDefaults(VariableElement parameter, TypeMirror type) {
        typeElement(type).stream()
                .flatMap(record -> record.getRecordComponents().stream())
                .filter(component -> Annotations.hasCore(component, "Default"))
                .forEach(component -> fault(
                        parameter,
                        "has @Default on '" + component.getSimpleName() + "', and JSON has no defaults",
                        "@Default in a record of the query, the headers, the cookies or a form.",
                        "Declare the component as Optional, and choose the value where it is used."));
    }

    private Optional<String> expression(TypeMirror type, Map<String, String> expressions) {
        return expressions.entrySet().stream()
                .filter(entry -> facts.is(type, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean isRecord(TypeMirror type) {
        return typeElement(type)
                .filter(element -> element.getKind() == ElementKind.RECORD)
                .isPresent();
    }

    private static Optional<TypeElement> typeElement(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? Optional.of((TypeElement) declared.asElement())
                : Optional.empty();
    }

    private void fault(VariableElement parameter, String what, String expected, String hint) {
        faults.add(
                Rule.R07,
                parameter,
                where() + ": the parameter '" + parameter.getSimpleName() + "' " + what + ".",
                expected,
                hint);
    }

    private String where() {
        return method.getEnclosingElement() + "." + method.getSimpleName();
    }
}
