package io.serval.processor;

import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Decides how a binder turns what a verb method returns into a response. */
final class OutcomeReader {
    private final TypeFacts facts;
    private final JsonFacts json;

    OutcomeReader(TypeFacts facts, JsonFacts json) {
        this.facts = facts;
        this.json = json;
    }

    /** Returns the way; empty if the type cannot be sent. */
    Optional<Outcome> read(ExecutableElement method, Faults faults) {
        TypeMirror type = method.getReturnType();
        if (type.getKind() == TypeKind.VOID) {
            return Optional.of(new Outcome.Nothing());
        }
        if (facts.is(type, "io.serval.core.Response")) {
            return Optional.of(new Outcome.AsIs());
        }
        Optional<String> fault = facts.canBeNamed(type)
                ? whyNot(type)
                : Optional.of("the binder, a class of the same package, cannot name it");
        if (fault.isPresent()) {
            faults.add(
                    Rule.R07,
                    method,
                    method.getEnclosingElement() + "." + method.getSimpleName() + " returns " + type
                            + ", which cannot be sent: " + fault.get() + ".",
                    "void, Response, a value that JSON can be written from, a Result such as Reply, or an Optional of either.",
                    "Return a record that holds what the client needs.");
            return Optional.empty();
        }
        if (isResult(type)) {
            return Optional.of(new Outcome.Negotiated());
        }
        return Optional.of(
                facts.inOptional(type).map(this::optional).orElseGet(() -> new Outcome.Json(facts.boxed(type))));
    }

    private Outcome optional(TypeMirror value) {
        return isResult(value) ? new Outcome.OptionalNegotiated() : new Outcome.OptionalJson(value);
    }

    private boolean isResult(TypeMirror type) {
        return facts.isA(type, "io.serval.core.Result");
    }

    private Optional<String> whyNot(TypeMirror type) {
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
}
