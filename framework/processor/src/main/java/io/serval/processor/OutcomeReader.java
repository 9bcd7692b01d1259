package io.serval.processor;

import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Decides how a binder turns what a verb method returns into a response. */
final class OutcomeReader {
    private final TypeFacts facts;
    private final JsonFacts json;
    private final StatusReader statuses;
    private final SocketReader sockets = new SocketReader();

    OutcomeReader(TypeFacts facts, JsonFacts json) {
        this.facts = facts;
        this.json = json;
        this.statuses = new StatusReader(facts);
    }

    /**
     * Returns the way; empty if the type cannot be sent.
     *
     * @param verb what the method is to be read as
     */
    Optional<Outcome> read(ExecutableElement method, String verb, Faults faults) {
        if (Verbs.isSocket(verb)) {
            return sockets.read(method, faults);
        }
        sockets.checkUnused(method, faults);
        TypeMirror type = method.getReturnType();
        Optional<Integer> status = statuses.read(method, method, faults);
        if (type.getKind() == TypeKind.VOID) {
            return Optional.of(new Outcome.Nothing(status.orElse(204)));
        }
        Optional<String> fault = facts.canBeNamed(type)
                ? whyNot(type)
                : Optional.of("the binder, a class of the same package, cannot name it");
        if (fault.isPresent()) {
            faults.add(
                    Rule.R07,
                    method,
                    name(method) + " returns " + type + ", which cannot be sent: " + fault.get() + ".",
                    "void, Response, a value that JSON can be written from, a Result such as Reply, or an Optional of either.",
                    "Return a record that holds what the client needs.");
            return Optional.empty();
        }
        TypeMirror sent = facts.inOptional(type).orElse(type);
        boolean optional = facts.inOptional(type).isPresent();
        if (facts.is(sent, "io.serval.core.Response") || isResult(sent)) {
            if (status.isPresent()) {
                faults.add(
                        Rule.R07,
                        method,
                        name(method) + " has @Status and returns " + type + ", which says its status itself.",
                        "one of the two.",
                        "Drop @Status, or return the value alone.");
            }
            return Optional.of(
                    facts.is(type, "io.serval.core.Response")
                            ? new Outcome.AsIs()
                            : optional ? new Outcome.OptionalNegotiated() : new Outcome.Negotiated());
        }
        return Optional.of(value(method, sent, optional, status, faults));
    }

    private Outcome value(
            ExecutableElement method, TypeMirror sent, boolean optional, Optional<Integer> status, Faults faults) {
        if (sent instanceof DeclaredType declared && declared.asElement() instanceof TypeElement type) {
            int usual = status.or(() -> statuses.read(type, method, faults)).orElse(200);
            statuses.checkBody(usual, method, faults);
            var variants = statuses.variants(declared, usual, method, faults);
            if (variants.stream().anyMatch(variant -> variant.status() != usual)) {
                return new Outcome.Variants(sent, variants, optional);
            }
            return optional ? new Outcome.OptionalJson(sent, usual) : new Outcome.Json(sent, usual);
        }
        TypeMirror boxed = facts.boxed(sent);
        statuses.checkBody(status.orElse(200), method, faults);
        return optional
                ? new Outcome.OptionalJson(boxed, status.orElse(200))
                : new Outcome.Json(boxed, status.orElse(200));
    }

    private boolean isResult(TypeMirror type) {
        return facts.isA(type, "io.serval.core.Result");
    }

    private Optional<String> whyNot(TypeMirror type) {
        if (facts.is(type, "io.serval.core.Response")) {
            return Optional.empty();
        }
        Optional<TypeMirror> inOptional = facts.inOptional(type);
        if (inOptional.isPresent() && inOptional.get() instanceof WildcardType) {
            return Optional.of("an Optional with a wildcard does not say what it holds");
        }
        TypeMirror sent = inOptional.orElse(type);
        return isResult(sent)
                ? facts.typeArguments(sent).stream()
                        .map(json::whyNotSent)
                        .flatMap(Optional::stream)
                        .findFirst()
                : json.whyNotSent(sent);
    }

    private static String name(ExecutableElement method) {
        return method.getEnclosingElement() + "." + method.getSimpleName();
    }
}
