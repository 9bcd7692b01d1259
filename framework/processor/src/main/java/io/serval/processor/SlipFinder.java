package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;

/** Finds what would change the meaning of a class of the tree without a word: names that are nearly right. */
final class SlipFinder {
    private static final String NO_HELPER = " If the method is a helper, make it private.";

    private final TypeFacts facts;
    private final ArgumentReader arguments;
    private final OutcomeReader outcomes;
    private final ConstantReader constants;

    SlipFinder(TypeFacts facts) {
        var json = new JsonFacts(facts);
        this.facts = facts;
        this.arguments = new ArgumentReader(facts, json);
        this.outcomes = new OutcomeReader(facts, json);
        this.constants = new ConstantReader(facts);
    }

    /** Adds the slips in a class that may be a route. */
    void check(TypeElement type, Faults faults) {
        Verbs.otherMethodsOf(type).forEach(method -> check(method, faults));
        constants.checkNames(type, faults);
        constants.checkSocket(type, faults);
        if (type.getKind() == ElementKind.RECORD) {
            type.getRecordComponents().forEach(component -> check(component, type, faults));
        }
    }

    /** Adds the slip in the name of a class that is private to the tree. */
    void checkPrivate(TypeElement type, Faults faults) {
        String name = type.getSimpleName().toString().toLowerCase(Locale.ROOT);
        Optional<String> meant = EditDistance.between(name, "_middleware") <= 3
                ? Optional.of("_middleware")
                : EditDistance.between(name, "_error") <= 1 ? Optional.of("_error") : Optional.empty();
        meant.ifPresent(file -> faults.add(
                Rule.R08,
                type,
                type.getQualifiedName()
                        + " is private to the tree, as its name starts with an underscore, and has no effect.",
                "_middleware or _error, or a name that is not so close to one of them.",
                "Did you mean " + file + "? If it is a helper, give it another name."));
    }

    private void check(ExecutableElement method, Faults faults) {
        String name = method.getSimpleName().toString();
        String where = method.getEnclosingElement() + "." + name;
        if (name.equals("on") && facts.takes(method, "java.lang.Exception", "io.serval.core.Request")) {
            faults.add(
                    Rule.R08,
                    method,
                    where + " handles no error here.",
                    "error handlers in a class called _error.",
                    "Rename the class, or move the method." + NO_HELPER);
            return;
        }
        Optional<String> verb = Verbs.meantBy(name).filter(meant -> readsAs(meant, method));
        if (verb.isPresent()) {
            faults.add(
                    Rule.R08,
                    method,
                    where + " is not a verb and answers no request.",
                    "get, post, put, patch, delete, head, options, any or ws.",
                    "Did you mean " + verb.get() + "?" + NO_HELPER);
        }
    }

    private static void check(RecordComponentElement component, TypeElement type, Faults faults) {
        String name = component.getSimpleName().toString();
        if (Verbs.isVerb(name)) {
            faults.add(
                    Rule.R13,
                    component,
                    type.getQualifiedName() + " has a component called '" + name
                            + "', whose accessor looks like a verb.",
                    "another name.",
                    "Rename the component; an accessor never answers requests. A record that is no route can also be "
                            + "nested in a class, or moved out of the tree.");
        }
    }

    /** Whether the method would be a verb method without faults, if it were called so. */
    private boolean readsAs(String verb, ExecutableElement method) {
        var faults = new Faults();
        arguments.read(method, verb, new PathParameters(new PathTemplate(List.of())), faults);
        outcomes.read(method, verb, faults);
        return faults.none();
    }
}
