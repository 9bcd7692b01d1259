package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads {@code @Status} of methods, of types, and of the variants of sealed types. */
final class StatusReader {
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

    /**
     * Returns the variants of a sealed type that have none themselves, in the order of their declaration; none for any
     * other type.
     */
    List<Outcome.Variant> variants(TypeElement type, int usual, Element method, Faults faults) {
        var variants = new ArrayList<Outcome.Variant>();
        collect(type, usual, method, faults, variants);
        return List.copyOf(variants);
    }

    private void collect(TypeElement type, int usual, Element method, Faults faults, List<Outcome.Variant> variants) {
        for (TypeMirror permitted : type.getPermittedSubclasses()) {
            var variant = (TypeElement) ((DeclaredType) permitted).asElement();
            int status = read(variant, method, faults).orElse(usual);
            if (variant.getModifiers().contains(Modifier.SEALED)) {
                collect(variant, status, method, faults, variants);
            } else if (variants.stream().noneMatch(known -> known.type().equals(variant))) {
                variants.add(new Outcome.Variant(variant, status));
            }
        }
    }
}
