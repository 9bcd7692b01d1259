package io.serval.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
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
        var operations = new ArrayList<Bound.Operation>();
        for (ExecutableElement method : methods) {
            List<Argument> read = arguments.read(method, path, faults);
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

    /** Adds the record components that would be taken for verbs. */
    static void checkComponents(TypeElement type, Faults faults) {
        if (type.getKind() != ElementKind.RECORD) {
            return;
        }
        for (RecordComponentElement component : type.getRecordComponents()) {
            String name = component.getSimpleName().toString();
            if (Verbs.isVerb(name)) {
                faults.add(
                        Rule.R13,
                        component,
                        type.getQualifiedName() + " has a component called '" + name
                                + "', whose accessor reads like a verb.",
                        "another name.",
                        "Rename the component; an accessor never answers requests. If the record is no "
                                + "route, it can also be nested in a class, or moved out of the tree.");
            }
        }
    }

    /** Adds the methods that would be a verb if it were not for a slip. */
    void checkSlips(TypeElement type, Faults faults) {
        for (ExecutableElement method : Verbs.otherMethodsOf(type)) {
            String name = method.getSimpleName().toString();
            if (name.equals("ws")) {
                faults.add(
                        Rule.R08,
                        method,
                        type.getQualifiedName() + ".ws: routes cannot take WebSockets this way yet.",
                        "a verb.",
                        "Return a stream that can be sent on a WebSocket from get. If the method is a helper, make it private.");
                continue;
            }
            Optional<String> verb = Verbs.meantBy(name);
            if (verb.isPresent() && readsLikeVerb(method)) {
                faults.add(
                        Rule.R08,
                        method,
                        type.getQualifiedName() + "." + name + " is not a verb and answers no request.",
                        "get, post, put, patch, delete, head, options or any.",
                        "Did you mean " + verb.get() + "? If the method is a helper, make it private.");
            }
        }
    }

    private boolean readsLikeVerb(ExecutableElement method) {
        var faults = new Faults();
        arguments.read(method, new Path(List.of()), faults);
        outcomes.read(method, faults);
        return faults.none();
    }
}
