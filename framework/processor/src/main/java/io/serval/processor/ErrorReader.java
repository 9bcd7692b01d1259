package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads an {@code _error} class. */
final class ErrorReader {
    private static final String FORM =
            "Response on(NotFoundException error, Request request), for any Exception; @On(GET) narrows it to a verb.";

    private final TypeFacts facts;
    private final ConstructionReader constructions;

    ErrorReader(TypeFacts facts) {
        this.facts = facts;
        this.constructions = new ConstructionReader(facts);
    }

    /** Returns the error handler; empty, or not to be used, if there are faults. */
    Optional<Bound> read(TypeElement type, PathTemplate folder, Faults faults) {
        var methods = new ArrayList<ExecutableElement>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            if (method.getSimpleName().contentEquals("on") || Annotations.hasCore(method, "On")) {
                if (fits(method, faults)) {
                    insert(method, methods);
                }
            } else if (facts.takes(method, "java.lang.Exception", "io.serval.core.Request")
                    && !method.getModifiers().contains(Modifier.PRIVATE)) {
                faults.add(
                        Rule.R08,
                        method,
                        type.getQualifiedName() + "." + method.getSimpleName()
                                + " is not called 'on' and is never called.",
                        FORM,
                        "Rename it to on, or annotate it with @On(…) for some verbs. If it is a helper, make it private.");
            }
        }
        if (methods.isEmpty() && faults.none()) {
            faults.add(
                    Rule.R07,
                    type,
                    type.getQualifiedName() + " handles no exception.",
                    FORM,
                    "Add a method, or delete the class.");
        }
        return constructions
                .read(type, methods, faults)
                .map(construction -> new Bound.OfError(type, folder, construction, List.copyOf(methods)));
    }

    /** Keeps special exceptions before general ones, of one exception those for some verbs, and else their order. */
    private void insert(ExecutableElement method, List<ExecutableElement> methods) {
        int at = 0;
        while (at < methods.size() && !goesBefore(method, methods.get(at))) {
            at++;
        }
        methods.add(at, method);
    }

    private boolean goesBefore(ExecutableElement method, ExecutableElement other) {
        if (facts.isSame(errorOf(method), errorOf(other))) {
            return Annotations.hasCore(method, "On") && !Annotations.hasCore(other, "On");
        }
        return facts.isSubtype(errorOf(method), errorOf(other));
    }

    private boolean fits(ExecutableElement method, Faults faults) {
        String name = method.getEnclosingElement() + "." + method.getSimpleName();
        if (Annotations.hasCore(method, "On")
                && Annotations.constants(method, "On").isEmpty()) {
            faults.add(Rule.R07, method, name + " has @On without a verb.", FORM, "Name a verb, or drop @On.");
            return false;
        }
        if (Annotations.constants(method, "On").contains("WS")) {
            faults.add(
                    Rule.R07,
                    method,
                    name + " has @On(WS) and would never be called: what becomes a WebSocket is a GET until then.",
                    FORM,
                    "Write @On(GET), and ask Upgrade.requested(request) if it is for WebSockets alone.");
            return false;
        }
        if (Annotations.hasCore(method, "Status")) {
            faults.add(
                    Rule.R07,
                    method,
                    name + " has @Status and returns a Response, which says its status itself.",
                    FORM,
                    "Drop @Status.");
            return false;
        }
        if (method.getModifiers().contains(Modifier.PRIVATE)) {
            faults.add(Rule.R12, method, name + " is private, so that no binder can call it.", FORM, "Drop 'private'.");
            return false;
        }
        boolean fits = facts.takes(method, "java.lang.Exception", "io.serval.core.Request")
                && facts.canBeNamed(errorOf(method))
                && facts.is(method.getReturnType(), "io.serval.core.Response")
                && facts.throwsExceptionsOnly(method);
        if (!fits) {
            faults.add(
                    Rule.R07,
                    method,
                    name + " does not have the form of an error handler.",
                    FORM,
                    "Change its parameters and what it returns. It may throw any Exception.");
        }
        return fits;
    }

    private static TypeMirror errorOf(ExecutableElement method) {
        return method.getParameters().getFirst().asType();
    }
}
