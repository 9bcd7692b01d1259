package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads a class with verb methods as a route. */
final class RouteReader {
    private final TypeFacts facts;
    private final Elements elements;
    private final Docs docs;
    private final ConstructionReader constructions;
    private final ArgumentReader arguments;
    private final OutcomeReader outcomes;
    private final ConstantReader constants;
    private final CheckReader checks;

    RouteReader(TypeFacts facts, Elements elements) {
        var json = new JsonFacts(facts);
        this.facts = facts;
        this.elements = elements;
        this.docs = new Docs(elements);
        this.constructions = new ConstructionReader(facts);
        this.arguments = new ArgumentReader(facts, json);
        this.outcomes = new OutcomeReader(facts, json);
        this.constants = new ConstantReader(facts);
        this.checks = new CheckReader(facts, elements);
    }

    /** Whether the class answers any verb. */
    boolean isRoute(TypeElement type) {
        return !Verbs.methodsOf(type).isEmpty() || !constants.constantsOf(type).isEmpty();
    }

    /** Returns the route; empty, or not to be used, if there are faults. */
    Optional<Bound> read(TypeElement type, PathTemplate path, Faults faults) {
        List<ExecutableElement> methods = Verbs.methodsOf(type);
        List<VariableElement> handlers = constants.constantsOf(type);
        checkCalls(methods, faults);
        checkInherited(type, faults);
        handlers.forEach(constant -> constants.check(constant, faults));
        checkTwice(methods, handlers, faults);
        var operations = new ArrayList<Bound.Operation>();
        var parameters = new PathParameters(path);
        for (ExecutableElement method : methods) {
            List<Argument> read = arguments.read(method, method.getSimpleName().toString(), parameters, faults);
            checkUse(type, method, parameters, read, faults);
            List<ArgumentCheck> checked = checks.read(read, faults);
            outcomes.read(method, method.getSimpleName().toString(), faults)
                    .ifPresent(outcome -> operations.add(new Bound.OfMethod(
                            method, docs.of(method), bodyLimit(type, method, faults), read, checked, outcome)));
        }
        for (VariableElement handler : handlers) {
            operations.add(new Bound.OfConstant(handler, docs.of(handler), bodyLimit(type, handler, faults)));
        }
        var elements =
                Stream.<Element>concat(methods.stream(), handlers.stream()).toList();
        return constructions
                .read(type, elements, faults)
                .map(construction -> new Bound.OfRoute(
                        type,
                        this.elements.getBinaryName(type).toString(),
                        path,
                        docs.of(type),
                        construction,
                        List.copyOf(operations)));
    }

    private static void checkTwice(List<ExecutableElement> methods, List<VariableElement> handlers, Faults faults) {
        var names = methods.stream().map(Element::getSimpleName).toList();
        for (VariableElement handler : handlers) {
            if (names.contains(handler.getSimpleName())) {
                faults.add(
                        Rule.R01,
                        handler,
                        handler.getEnclosingElement() + "." + handler.getSimpleName() + " is a method and a constant.",
                        "one answer for each verb.",
                        "Delete one of the two.");
            }
        }
    }

    /** A parameter that nobody takes is often a slip, but middleware may be what reads it. */
    private static void checkUse(
            TypeElement type, ExecutableElement method, PathParameters path, List<Argument> arguments, Faults faults) {
        boolean mayUseAll = arguments.stream().anyMatch(Argument.OfRequest.class::isInstance)
                || Set.of("any", "options").contains(method.getSimpleName().toString())
                || suppresses(method)
                || suppresses(type);
        List<String> untaken = path.untaken(method);
        if (!mayUseAll && faults.none() && !untaken.isEmpty()) {
            faults.warn(
                    Rule.R06,
                    method,
                    type.getQualifiedName() + "." + method.getSimpleName() + " does not take '" + untaken.getLast()
                            + "' of its path " + path.template() + ".",
                    "a method that takes the parameters of its path.",
                    "Take it, or write @SuppressWarnings(\"unused\") if only middleware needs it.");
        }
    }

    private static boolean suppresses(Element element) {
        SuppressWarnings suppressed = element.getAnnotation(SuppressWarnings.class);
        return suppressed != null && List.of(suppressed.value()).contains("unused");
    }

    private static Optional<Long> bodyLimit(TypeElement type, Element operation, Faults faults) {
        Optional<Long> limit = Annotations.number(operation, "BodyLimit")
                .or(() -> Annotations.number(type, "BodyLimit"))
                .map(Number::longValue);
        String verb = operation.getSimpleName().toString();
        boolean limited = Verbs.takesBody(verb) || verb.equals("any") || Verbs.isSocket(verb);
        if (Annotations.hasCore(operation, "BodyLimit") && !limited) {
            faults.add(
                    Rule.R07,
                    operation,
                    type.getQualifiedName() + "." + verb + " has @BodyLimit, and " + verb + " takes no body.",
                    "@BodyLimit on post, put, patch, any or ws.",
                    "Drop it.");
        }
        if (limit.isPresent() && limit.get() < 1) {
            faults.add(
                    Rule.R07,
                    operation,
                    type.getQualifiedName() + "." + operation.getSimpleName() + " has @BodyLimit(" + limit.get()
                            + "), so that no body fits.",
                    "a number of bytes.",
                    "Correct the number.");
        }
        return limit;
    }

    private void checkCalls(List<ExecutableElement> methods, Faults faults) {
        var names = new HashSet<String>();
        for (ExecutableElement method : methods) {
            String name = method.getEnclosingElement() + "." + method.getSimpleName();
            if (method.getModifiers().contains(Modifier.PRIVATE)) {
                faults.add(
                        Rule.R12,
                        method,
                        name + " is private, so that no binder can call it.",
                        "a verb method that its package can call.",
                        "Drop 'private', or choose a name that is no verb.");
            }
            if (!names.add(name)) {
                faults.add(
                        Rule.R01,
                        method,
                        name + " is declared twice.",
                        "one method for each verb.",
                        "Take what differs as an Optional query parameter, or make two routes.");
            }
            if (!facts.throwsExceptionsOnly(method)) {
                faults.add(
                        Rule.R07,
                        method,
                        name + " throws more than exceptions.",
                        "Exception or its subclasses in the throws clause.",
                        "Declare what is really thrown.");
            }
        }
    }

    private void checkInherited(TypeElement type, Faults faults) {
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            String name = method.getSimpleName().toString();
            if (Verbs.isVerb(name) && !type.equals(method.getEnclosingElement())) {
                faults.add(
                        Rule.R12,
                        type,
                        type.getQualifiedName() + " inherits " + name + " from " + method.getEnclosingElement()
                                + ", and binders call what a route declares itself.",
                        "all verb methods of a route in its own class.",
                        "Declare " + name + " here and let it call super." + name + ", or do not inherit it.");
            }
        }
    }
}
