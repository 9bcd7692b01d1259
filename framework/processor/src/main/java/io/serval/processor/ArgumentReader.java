package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Decides where a binder takes each argument of a verb method from. */
final class ArgumentReader {
    private static final String SIMPLE = "String, int, long, double, boolean, UUID, Instant, LocalDate or an enum";
    private static final Map<String, String> OF_REQUEST = Map.of(
            "io.serval.core.Request", "request",
            "io.serval.core.Principal", "request.principal()",
            "io.serval.core.Scope", "request.scope()");

    private final TypeFacts facts;
    private final JsonFacts json;

    ArgumentReader(TypeFacts facts, JsonFacts json) {
        this.facts = facts;
        this.json = json;
    }

    /** Returns the arguments in the order of the method's parameters, without those that are faulty. */
    List<Argument> read(ExecutableElement method, Path path, Faults faults) {
        var read = new Reading(method, path, faults);
        method.getParameters().forEach(read::parameter);
        read.checkBodies();
        return List.copyOf(read.arguments);
    }

    /** The parameters of one method, one after the other. */
    private final class Reading {
        private final ExecutableElement method;
        private final Path path;
        private final Faults faults;
        private final List<Argument> arguments = new ArrayList<>();
        private final List<VariableElement> bodies = new ArrayList<>();

        Reading(ExecutableElement method, Path path, Faults faults) {
            this.method = method;
            this.path = path;
            this.faults = faults;
        }

        void parameter(VariableElement parameter) {
            String name = parameter.getSimpleName().toString();
            TypeMirror type = parameter.asType();
            if (isNullable(parameter)) {
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
                pathParameter(parameter, name, type);
            } else if (path.rest().equals(Optional.of(name))) {
                restParameter(parameter, name, type);
            } else {
                notInPath(parameter, name, type);
            }
        }

        private void pathParameter(VariableElement parameter, String name, TypeMirror type) {
            Optional<Conversion> conversion = facts.conversion(type);
            if (conversion.isPresent()) {
                arguments.add(new Argument.OfPath(name, type, conversion.get()));
            } else if (facts.inOptional(type).isPresent()) {
                fault(
                        parameter,
                        "is a segment of the path " + path.template() + " and so never left out",
                        "a plain " + SIMPLE + ".",
                        "Drop the Optional.");
            } else {
                fault(
                        parameter,
                        "is a segment of the path " + path.template() + ", which cannot be read as " + type,
                        SIMPLE + ".",
                        "Take one of these and convert it in the method.");
            }
        }

        private void restParameter(VariableElement parameter, String name, TypeMirror type) {
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

        private void notInPath(VariableElement parameter, String name, TypeMirror type) {
            Optional<Conversion> conversion = facts.conversion(type);
            Optional<Conversion> optional = facts.inOptional(type).flatMap(facts::conversion);
            if (conversion.isPresent()) {
                Optional<String> meant = LookAlike.among(untaken(), name);
                if (meant.isPresent()) {
                    misspelt(parameter, name, meant.get());
                } else {
                    arguments.add(new Argument.OfQuery(name, type, conversion.get()));
                }
            } else if (optional.isPresent()) {
                arguments.add(new Argument.OfOptionalQuery(name, type, optional.get()));
            } else if (Verbs.takesBody(method.getSimpleName().toString())) {
                body(parameter, name, type);
            } else {
                fault(
                        parameter,
                        "cannot be read from the path or the query as " + type + ", and a " + method.getSimpleName()
                                + " has no body",
                        "Request, Principal, Scope, " + SIMPLE + ", or an Optional of these simple types.",
                        "Take a simple type, or the Request itself. A service is a record component, or a parameter of the constructor.");
            }
        }

        private void body(VariableElement parameter, String name, TypeMirror type) {
            bodies.add(parameter);
            Optional<String> fault = facts.inOptional(type).isPresent()
                    ? Optional.of("a body is never left out")
                    : json.whyNotRead(type);
            if (fault.isPresent()) {
                fault(
                        parameter,
                        "cannot be read from the JSON body: " + fault.get(),
                        "a record, a list, a map or a class.",
                        "Take a record of what the body holds. A service is a record component, or a parameter of the constructor.");
            } else {
                arguments.add(new Argument.OfBody(name, type));
            }
        }

        void checkBodies() {
            for (VariableElement second : bodies.subList(Math.min(1, bodies.size()), bodies.size())) {
                fault(
                        second,
                        "would be a second body beside '" + bodies.getFirst().getSimpleName() + "'",
                        "one parameter at most for the JSON body.",
                        "Put both into one record.");
            }
        }

        private List<String> untaken() {
            List<String> taken = method.getParameters().stream()
                    .map(parameter -> parameter.getSimpleName().toString())
                    .toList();
            return path.parameters().stream()
                    .filter(name -> !taken.contains(name))
                    .toList();
        }

        private void misspelt(VariableElement parameter, String name, String meant) {
            faults.add(
                    Rule.R06,
                    parameter,
                    where() + " takes '" + name + "', which the path " + path.template() + " does not have.",
                    "the path parameter '" + meant + "', which the method does not take.",
                    "Did you mean " + meant + "? If '" + name
                            + "' is a query parameter, take it as an Optional, or take '" + meant + "' as well.");
        }

        private void fault(Element at, String what, String expected, String hint) {
            faults.add(
                    Rule.R07,
                    at,
                    where() + ": the parameter '" + at.getSimpleName() + "' " + what + ".",
                    expected,
                    hint);
        }

        private String where() {
            return method.getEnclosingElement() + "." + method.getSimpleName();
        }
    }

    private Optional<String> ofRequest(TypeMirror type) {
        return OF_REQUEST.entrySet().stream()
                .filter(entry -> facts.is(type, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isNullable(VariableElement parameter) {
        return parameter.asType().getAnnotationMirrors().stream()
                        .anyMatch(annotation -> annotation
                                .getAnnotationType()
                                .asElement()
                                .getSimpleName()
                                .contentEquals("Nullable"))
                || parameter.getAnnotationMirrors().stream()
                        .anyMatch(annotation -> annotation
                                .getAnnotationType()
                                .asElement()
                                .getSimpleName()
                                .contentEquals("Nullable"));
    }
}
