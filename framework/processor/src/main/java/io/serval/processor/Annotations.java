package io.serval.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Finds annotations. */
final class Annotations {
    private Annotations() {}

    /** Whether the element or type carries an annotation of that simple name, as several libraries have one of it. */
    static boolean has(AnnotatedConstruct annotated, String simpleName) {
        return annotated.getAnnotationMirrors().stream()
                .anyMatch(annotation -> annotation
                        .getAnnotationType()
                        .asElement()
                        .getSimpleName()
                        .contentEquals(simpleName));
    }

    /** Whether the element carries the annotation of the core. */
    static boolean hasCore(AnnotatedConstruct annotated, String simpleName) {
        return core(annotated, simpleName).isPresent();
    }

    /** Whether a method or constant, or all of its class, is marked as never blocking. */
    static boolean onEventLoop(Element operation) {
        Element type = operation.getEnclosingElement();
        return hasCore(operation, "OnEventLoop") || (type != null && hasCore(type, "OnEventLoop"));
    }

    /** Returns the text that the annotation of the core holds. */
    static Optional<String> text(AnnotatedConstruct annotated, String simpleName) {
        return value(annotated, simpleName).map(String.class::cast);
    }

    /** Returns the number that the annotation of the core holds. */
    static Optional<Number> number(AnnotatedConstruct annotated, String simpleName) {
        return value(annotated, simpleName).map(Number.class::cast);
    }

    /** Returns the name of the enum constant that the annotation of the core holds. */
    static Optional<String> constant(AnnotatedConstruct annotated, String simpleName) {
        return value(annotated, simpleName).map(Annotations::nameOf);
    }

    /** Returns the names of the enum constants that the annotation of the core holds. */
    static List<String> constants(AnnotatedConstruct annotated, String simpleName) {
        return value(annotated, simpleName).stream()
                .flatMap(values -> ((List<?>) values).stream())
                .map(value -> nameOf(((AnnotationValue) value).getValue()))
                .toList();
    }

    /** Returns the texts that the annotation of the core holds. */
    static List<String> texts(AnnotatedConstruct annotated, String simpleName) {
        return value(annotated, simpleName).stream()
                .flatMap(values -> ((List<?>) values).stream())
                .map(value -> (String) ((AnnotationValue) value).getValue())
                .toList();
    }

    private static String nameOf(Object constant) {
        return ((VariableElement) constant).getSimpleName().toString();
    }

    private static Optional<Object> value(AnnotatedConstruct annotated, String simpleName) {
        return core(annotated, simpleName).stream()
                .map(AnnotationMirror::getElementValues)
                .flatMap(values -> values.entrySet().stream())
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("value"))
                .map(Map.Entry<? extends ExecutableElement, ? extends AnnotationValue>::getValue)
                .map(AnnotationValue::getValue)
                .findFirst();
    }

    private static Optional<? extends AnnotationMirror> core(AnnotatedConstruct annotated, String simpleName) {
        String name = "io.serval.core." + simpleName;
        return annotated.getAnnotationMirrors().stream()
                .filter(annotation -> ((TypeElement)
                                annotation.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(name))
                .findFirst();
    }
}
