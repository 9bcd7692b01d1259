package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Reads a {@code _middleware} class. */
final class MiddlewareReader {
    private static final String FORM = "Response any(Request request, Handler next), or the same with a verb's name.";

    private final TypeFacts facts;
    private final ConstructionReader constructions;

    MiddlewareReader(TypeFacts facts) {
        this.facts = facts;
        this.constructions = new ConstructionReader(facts);
    }

    /** Returns the middleware of a folder; empty, or not to be used, if there are faults. */
    Optional<Bound> read(TypeElement type, PathTemplate folder, Faults faults) {
        List<ExecutableElement> methods = methods(type, faults);
        if (methods.isEmpty() && faults.none()) {
            faults.add(
                    Rule.R07,
                    type,
                    type.getQualifiedName() + " has no method for any verb.",
                    FORM,
                    "Add one, or delete the class.");
        }
        return constructions
                .read(type, methods, faults)
                .map(construction -> new Bound.OfMiddleware(type, folder, construction, methods));
    }

    /** Returns the middleware of the whole application; empty if the class is none, or there are faults. */
    Optional<Bound> readGlobal(TypeElement type, Faults faults) {
        if (ElementFilter.methodsIn(type.getEnclosedElements()).stream().noneMatch(this::takesBoth)) {
            return Optional.empty();
        }
        List<ExecutableElement> methods = methods(type, faults);
        return methods.isEmpty()
                ? Optional.empty()
                : constructions
                        .read(type, methods, faults)
                        .map(construction -> new Bound.OfGlobal(type, construction, methods));
    }

    private List<ExecutableElement> methods(TypeElement type, Faults faults) {
        var methods = new ArrayList<ExecutableElement>();
        var names = new HashSet<String>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            String name = method.getSimpleName().toString();
            if (Verbs.isVerb(name)) {
                check(method, faults);
                if (!names.add(name)) {
                    faults.add(
                            Rule.R01,
                            method,
                            type.getQualifiedName() + "." + name + " is declared twice.",
                            "one method for each verb.",
                            "Join the two.");
                }
                methods.add(method);
            } else if (takesBoth(method) && !method.getModifiers().contains(Modifier.PRIVATE)) {
                faults.add(
                        Rule.R08,
                        method,
                        type.getQualifiedName() + "." + name + " is not a verb and is never called.",
                        FORM,
                        "Rename it to the verb that it is for, or to any. If it is a helper, make it private.");
            }
        }
        return List.copyOf(methods);
    }

    private boolean takesBoth(ExecutableElement method) {
        return facts.takes(method, "io.serval.core.Request", "io.serval.core.Handler");
    }

    private void check(ExecutableElement method, Faults faults) {
        String name = method.getEnclosingElement() + "." + method.getSimpleName();
        if (method.getModifiers().contains(Modifier.PRIVATE)) {
            faults.add(Rule.R12, method, name + " is private, so that no binder can call it.", FORM, "Drop 'private'.");
        }
        if (Verbs.isSocket(method.getSimpleName().toString())) {
            faults.add(
                    Rule.R07,
                    method,
                    name + " would never be called: what becomes a WebSocket is a GET until then.",
                    "get or any, which wrap the handshake too.",
                    "Call it get, and ask Upgrade.requested(request) if it is for WebSockets alone.");
            return;
        }
        boolean fits = takesBoth(method)
                && facts.is(method.getReturnType(), "io.serval.core.Response")
                && facts.throwsExceptionsOnly(method);
        if (!fits) {
            faults.add(
                    Rule.R07,
                    method,
                    name + " does not have the form of middleware.",
                    FORM,
                    "Change its parameters and what it returns. It may throw any Exception.");
        }
    }
}
