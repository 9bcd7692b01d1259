package io.serval.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
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

    RouteReader(TypeFacts facts, Elements elements) {
        var json = new JsonFacts(facts);
        this.facts = facts;
        this.elements = elements;
        this.docs = new Docs(elements);
        this.constructions = new ConstructionReader(facts);
        this.arguments = new ArgumentReader(facts, json);
        this.outcomes = new OutcomeReader(facts, json);
    }

    /** Returns the route; empty, or not to be used, if there are faults. */
    Optional<Bound> read(TypeElement type, Path path, Faults faults) {
        List<ExecutableElement> methods = Verbs.methodsOf(type);
        checkCalls(methods, faults);
        checkInherited(type, faults);
        var operations = new ArrayList<Bound.Operation>();
        for (ExecutableElement method : methods) {
            List<Argument> read = arguments.read(method, method.getSimpleName().toString(), path, faults);
            outcomes.read(method, faults)
                    .ifPresent(outcome -> operations.add(new Bound.Operation(method, docs.of(method), read, outcome)));
        }
        return constructions
                .read(type, methods, faults)
                .map(construction -> new Bound.OfRoute(
                        type, elements.getBinaryName(type).toString(), path, docs.of(type), construction, operations));
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
