package io.serval.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Knows where the constraints of Jakarta Validation stand, and which types lead to them. */
final class ConstraintFacts {
    private static final String CONSTRAINT = "jakarta.validation.Constraint";

    private final TypeFacts facts;
    private final Elements elements;

    ConstraintFacts(TypeFacts facts, Elements elements) {
        this.facts = facts;
        this.elements = elements;
    }

    /** Returns the class that checks values of the type, if there is something to check. */
    Optional<String> companionOf(TypeMirror type) {
        return checked(type).map(Companion::qualifiedName);
    }

    /** Returns the record or sealed interface that the type is, if it leads to constraints. */
    Optional<TypeElement> checked(TypeMirror type) {
        return type instanceof DeclaredType declared && isChecked((TypeElement) declared.asElement())
                ? Optional.of((TypeElement) declared.asElement())
                : Optional.empty();
    }

    /** Whether the type is a record or sealed interface that has constraints, or leads to one that has. */
    boolean isChecked(TypeElement type) {
        var seen = new HashSet<TypeElement>();
        var open = new ArrayDeque<TypeElement>(List.of(type));
        while (!open.isEmpty()) {
            TypeElement next = open.pop();
            if (canHaveCompanion(next) && seen.add(next)) {
                if (next.getRecordComponents().stream().anyMatch(this::isConstrained)) {
                    return true;
                }
                below(next).forEach(open::add);
            }
        }
        return false;
    }

    /** Whether the companion of a checked type exists, or will when this compilation is done. */
    boolean hasCompanion(TypeElement type) {
        return elements.getFileObjectOf(type).getKind() == JavaFileObject.Kind.SOURCE
                || elements.getTypeElement(Companion.qualifiedName(type)) != null;
    }

    /** Whether companions are written for types of its kind. */
    static boolean canHaveCompanion(TypeElement type) {
        return type.getKind() == ElementKind.RECORD
                || (type.getKind() == ElementKind.INTERFACE
                        && type.getModifiers().contains(Modifier.SEALED));
    }

    /** Returns the variants of a sealed interface. */
    static List<TypeElement> variants(TypeElement type) {
        return type.getPermittedSubclasses().stream()
                .map(variant -> (TypeElement) ((DeclaredType) variant).asElement())
                .toList();
    }

    /** Returns the parts of a container that are checked one by one, keys of maps left aside; empty for other types. */
    Optional<TypeMirror> items(TypeMirror type) {
        List<? extends TypeMirror> arguments = facts.typeArguments(type);
        if (type instanceof ArrayType array) {
            return Optional.of(array.getComponentType());
        } else if (arguments.size() == 1 && facts.isA(type, "java.lang.Iterable")) {
            return Optional.of(bound(arguments.getFirst()));
        } else if (arguments.size() == 2 && facts.isA(type, "java.util.Map")) {
            return Optional.of(bound(arguments.getLast()));
        } else {
            return Optional.empty();
        }
    }

    /** Returns the keys' type of a map; empty for other types. */
    Optional<TypeMirror> keys(TypeMirror type) {
        List<? extends TypeMirror> arguments = facts.typeArguments(type);
        return arguments.size() == 2 && facts.isA(type, "java.util.Map")
                ? Optional.of(bound(arguments.getFirst()))
                : Optional.empty();
    }

    /**
     * Returns the constraints on a parameter or component and on its type. The annotations have no {@code RECORD_COMPONENT}
     * among their targets: those of a component stand on its field.
     */
    List<AnnotationMirror> constraintsOf(Element element) {
        var found = new ArrayList<>(constraintsIn(declared(element)));
        for (AnnotationMirror onType : constraintsIn(declared(element).asType())) {
            if (found.stream().noneMatch(known -> known.toString().equals(onType.toString()))) {
                found.add(onType);
            }
        }
        return found;
    }

    /** Returns the constraints on the element or type itself, repeated ones out of their containers. */
    static List<AnnotationMirror> constraintsIn(AnnotatedConstruct annotated) {
        return annotated.getAnnotationMirrors().stream()
                .flatMap(annotation -> Stream.concat(Stream.of(annotation), repeated(annotation)))
                .filter(ConstraintFacts::isConstraint)
                .toList();
    }

    /** Returns the parameter itself, and the field of a component, which has the annotations. */
    static Element declared(Element element) {
        return element instanceof RecordComponentElement && element.getEnclosingElement() instanceof TypeElement owner
                ? ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                        .filter(field -> field.getSimpleName().equals(element.getSimpleName()))
                        .<Element>map(field -> field)
                        .findFirst()
                        .orElse(element)
                : element;
    }

    private boolean isConstrained(RecordComponentElement component) {
        return !constraintsOf(component).isEmpty()
                || isConstrainedInside(declared(component).asType());
    }

    private boolean isConstrainedInside(TypeMirror type) {
        return parts(type).anyMatch(part -> !constraintsIn(part).isEmpty() || isConstrainedInside(part));
    }

    private Stream<TypeElement> below(TypeElement type) {
        return type.getKind() == ElementKind.RECORD
                ? type.getRecordComponents().stream()
                        .flatMap(component -> classesIn(declared(component).asType()))
                : variants(type).stream();
    }

    private Stream<TypeElement> classesIn(TypeMirror type) {
        Stream<TypeElement> itself =
                type instanceof DeclaredType declared ? Stream.of((TypeElement) declared.asElement()) : Stream.of();
        return Stream.concat(itself, parts(type).flatMap(this::classesIn));
    }

    /** The elements of an array carry no constraints: those before its type are the array's. */
    private Stream<TypeMirror> parts(TypeMirror type) {
        Stream<TypeMirror> contents =
                Stream.of(facts.inOptional(type), items(type), keys(type)).flatMap(Optional::stream);
        // Nothing checks what a generic record is given; it has to be found all the same, as a fault.
        Stream<TypeMirror> arguments =
                type instanceof DeclaredType declared && canHaveCompanion((TypeElement) declared.asElement())
                        ? declared.getTypeArguments().stream().map(ConstraintFacts::bound)
                        : Stream.of();
        return Stream.concat(contents, arguments);
    }

    static TypeMirror bound(TypeMirror type) {
        return type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : type;
    }

    private static boolean isConstraint(AnnotationMirror annotation) {
        return annotation.getAnnotationType().asElement().getAnnotationMirrors().stream()
                .anyMatch(meta -> ((TypeElement) meta.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(CONSTRAINT));
    }

    private static Stream<AnnotationMirror> repeated(AnnotationMirror annotation) {
        return annotation.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("value"))
                .map(entry -> entry.getValue().getValue())
                .filter(List.class::isInstance)
                .flatMap(values -> ((List<?>) values).stream())
                .map(value -> ((AnnotationValue) value).getValue())
                .filter(AnnotationMirror.class::isInstance)
                .map(AnnotationMirror.class::cast);
    }
}
