package io.serval.processor;

import javax.lang.model.AnnotatedConstruct;

/** Finds annotations by their simple name, as several libraries have one of the same meaning. */
final class Annotations {
    private Annotations() {}

    /** Whether the element or type carries an annotation of that simple name. */
    static boolean has(AnnotatedConstruct annotated, String simpleName) {
        return annotated.getAnnotationMirrors().stream()
                .anyMatch(annotation -> annotation
                        .getAnnotationType()
                        .asElement()
                        .getSimpleName()
                        .contentEquals(simpleName));
    }
}
