package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Reads the parameters of one verb method, one after the other. */
final class ParameterReader {
    private static final String SIMPLE = "String, int, long, double, boolean, UUID, Instant, LocalDate or an enum";
    private static final String SERVICES = "A service is a component of the record, or a parameter of the constructor.";
    private static final Map<String, String> OF_REQUEST = Map.of(
            "io.serval.core.Request", "request",
            "io.serval.core.Principal", "request.principal()",
            "io.serval.core.Scope", "request.scope()");

    private final ExecutableElement method;
    private final String verb;
    private final Path path;
    private final TypeFacts facts;
    private final JsonFacts json;
    private final Faults faults;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<VariableElement> bodies = new ArrayList<>();

    ParameterReader(ExecutableElement method, String verb, Path path, TypeFacts facts, JsonFacts json, Faults faults) {
        this.method = method;
        this.verb = verb;
        this.path = path;
        this.facts = facts;
        this.json = json;
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
        } else if (ofRequest(type).isPresent()) {
            arguments.add(new Argument.OfRequest(name, type, ofRequest(type).get()));
        } else if (path.parameters().contains(name)) {
            readFromPath(parameter, name, type);
        } else if (path.rest().equals(Optional.of(name))) {
            readRest(parameter, name, type);
        } else if (mayBeInPath(type) && meant(name).isPresent()) {
            misspelt(parameter, name, meant(name).get());
        } else if (facts.conversion(type).isPresent()) {
            arguments.add(
                    new Argument.OfQuery(name, type, facts.conversion(type).get()));
        } else if (facts.inOptional(type).flatMap(facts::conversion).isPresent()) {
            Conversion conversion =
                    facts.inOptional(type).flatMap(facts::conversion).get();
            arguments.add(new Argument.OfOptionalQuery(name, type, conversion));
        } else if (Verbs.takesBody(verb)) {
            readBody(parameter, name, type);
        } else {
            fault(
                    parameter,
                    "cannot be read from the path or the query as " + type + ", and " + verb + " takes no body",
                    "Request, Principal, Scope, " + SIMPLE + ", or an Optional of these simple types.",
                    facts.is(type, "io.serval.core.Handler")
                            ? "Middleware is a class called _middleware."
                            : "Take a simple type, or the Request itself. " + SERVICES);
        }
    }

    /** Reports the bodies beside the first one. */
    void checkBodies() {
        bodies.stream()
                .skip(1)
                .forEach(second -> fault(
                        second,
                        "would be a second body beside '" + bodies.getFirst().getSimpleName() + "'",
                        "one parameter at most for the JSON body.",
                        "Put both into one record."));
    }

    private void readFromPath(VariableElement parameter, String name, TypeMirror type) {
        Optional<Conversion> conversion = facts.conversion(type);
        if (conversion.isPresent()) {
            arguments.add(new Argument.OfPath(name, type, conversion.get()));
        } else if (facts.inOptional(type).isPresent()) {
            fault(
                    parameter,
                    "is a segment of the path " + path.template() + " and so never left out",
                    SIMPLE + ".",
                    "Drop the Optional.");
        } else {
            fault(
                    parameter,
                    "is a segment of the path " + path.template() + ", which cannot be read as " + type,
                    SIMPLE + ".",
                    "Take one of these and convert it in the method.");
        }
    }

    private void readRest(VariableElement parameter, String name, TypeMirror type) {
        if (facts.isListOfString(type)) {
            arguments.add(new Argument.OfRest(name, type));
        } else {
            fault(
                    parameter,
                    "stands for all that is left of the path " + path.template(),
                    "List<String>, one text for each segment.",
                    "Declare it as List<String> " + name + ".");
        }
    }

    private boolean mayBeInPath(TypeMirror type) {
        return facts.conversion(type).isPresent() || facts.isListOfString(type);
    }

    /** Returns the path parameter that the method does not take and that the name may be meant for. */
    private Optional<String> meant(String name) {
        List<String> taken = method.getParameters().stream()
                .map(parameter -> parameter.getSimpleName().toString())
                .toList();
        List<String> untaken = Stream.concat(path.parameters().stream(), path.rest().stream())
                .filter(parameter -> !taken.contains(parameter))
                .toList();
        return LookAlike.among(untaken, name);
    }

    private void misspelt(VariableElement parameter, String name, String meant) {
        faults.add(
                Rule.R06,
                parameter,
                where() + " takes '" + name + "', which the path " + path.template() + " does not have.",
                "the path parameter '" + meant + "', which the method does not take.",
                "Did you mean " + meant + "? If '" + name + "' is a query parameter, take it as an Optional, or take '"
                        + meant + "' as well.");
    }

    private void readBody(VariableElement parameter, String name, TypeMirror type) {
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
            arguments.add(new Argument.OfBody(name, type));
        }
    }

    private Optional<String> ofRequest(TypeMirror type) {
        return OF_REQUEST.entrySet().stream()
                .filter(entry -> facts.is(type, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
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
