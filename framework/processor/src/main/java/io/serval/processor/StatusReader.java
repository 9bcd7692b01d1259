package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads {@code @Status} of methods, of types, and of the variants of sealed types. */
final class StatusReader {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final TypeFacts facts;

    StatusReader(TypeFacts facts) {
        this.facts = facts;
    }

    /**
     * Returns the status that the element is annotated with.
     *
     * @param method what faults are reported at, as the element may have no source
     */
    Optional<Integer> read(Element annotated, Element method, Faults faults) {
        Optional<Integer> status = Annotations.number(annotated, "Status").map(Number::intValue);
        if (status.isPresent() && (status.get() < 200 || status.get() > 599)) {
            faults.add(
                    Rule.R07,
                    method,
                    annotated + " has @Status(" + status.get() + "), with which no response can end.",
                    "a status from 200 to 599.",
                    "Correct the number.");
        }
        return status;
    }

    /** Adds a fault if responses of the status have no body (RFC 9110 §15). */
    void checkBody(int status, Element method, Faults faults) {
        if (WITHOUT_BODY.contains(status)) {
            faults.add(
                    Rule.R07,
                    method,
                    method.getEnclosingElement() + "." + method.getSimpleName() + " returns a value with the status "
                            + status + ", whose responses have no body.",
                    "a status whose responses have a body, or a method that returns nothing.",
                    "Change @Status, or what is returned.");
        }
    }

    /**
     * Returns the variants of a sealed type that have none themselves, in the order of their declaration; none for any
     * other type.
     */
    List<Outcome.Variant> variants(DeclaredType type, int usual, Element method, Faults faults) {
        var variants = new ArrayList<Outcome.Variant>();
        collect(type, (TypeElement) type.asElement(), usual, method, faults, variants);
        boolean differ = variants.stream().anyMatch(variant -> variant.status() != usual);
        for (Outcome.Variant variant : differ ? variants : List.<Outcome.Variant>of()) {
            checkBody(variant.status(), method, faults);
            if (!facts.isVisibleFrom(variant.type(), method)) {
                faults.add(
                        Rule.R07,
                        method,
                        method.getEnclosingElement() + "." + method.getSimpleName() + " returns " + type
                                + ", whose variant " + variant.type() + " the binder, a class of the same package, "
                                + "cannot name.",
                        "variants that the package of the route can name, if they have a status of their own.",
                        "Make the variant visible to the package.");
            }
        }
        return List.copyOf(variants);
    }

    private void collect(
            DeclaredType sent,
            TypeElement type,
            int usual,
            Element method,
            Faults faults,
            List<Outcome.Variant> variants) {
        for (TypeMirror permitted : type.getPermittedSubclasses()) {
            var variant = (TypeElement) ((DeclaredType) permitted).asElement();
            int status = read(variant, method, faults).orElse(usual);
            if (variant.getModifiers().contains(Modifier.SEALED)) {
                collect(sent, variant, status, method, faults, variants);
            } else if (facts.mayBe(variant, sent)
                    && variants.stream().noneMatch(known -> known.type().equals(variant))) {
                variants.add(new Outcome.Variant(variant, status));
            }
        }
    }
}
