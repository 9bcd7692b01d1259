package io.serval.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Answers questions about types. */
final class TypeFacts {
    /** What can be read from one text, for messages. */
    static final String SIMPLE =
            "String, a number, boolean, UUID, URI, Instant or another type of java.time, or an enum";

    private final Elements elements;
    private final Types types;

    TypeFacts(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Whether the type is of the class of that name. */
    boolean is(TypeMirror type, String className) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(className);
    }

    /** Whether the type is of the class of that name, or a subtype of it. */
    boolean isA(TypeMirror type, String className) {
        TypeElement wanted = elements.getTypeElement(className);
        return wanted != null
                && type.getKind() == TypeKind.DECLARED
                && types.isSubtype(types.erasure(type), types.erasure(wanted.asType()));
    }

    /** Returns the type in an {@code Optional}; empty for any other type. */
    Optional<TypeMirror> inOptional(TypeMirror type) {
        return is(type, "java.util.Optional")
                ? typeArguments(type).stream()
                        .<TypeMirror>map(argument -> argument)
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the type in a {@code List}; empty for any other type. */
    Optional<TypeMirror> inList(TypeMirror type) {
        return is(type, "java.util.List")
                ? typeArguments(type).stream()
                        .<TypeMirror>map(argument -> argument)
                        .findFirst()
                : Optional.empty();
    }

    /** Returns how the type is read from a text; empty if it is not. */
    Optional<Conversion> conversion(TypeMirror type) {
        if (!(boxed(type) instanceof DeclaredType declared)) {
            return Optional.empty();
        }
        var element = (TypeElement) declared.asElement();
        return element.getKind() == ElementKind.ENUM
                ? Optional.of(new Conversion.OfEnum(type))
                : Conversions.to(element.getQualifiedName().toString()).map(constant -> constant);
    }

    /** Returns the class of a primitive type, and any other type as it is. */
    TypeMirror boxed(TypeMirror type) {
        return type.getKind().isPrimitive()
                ? types.boxedClass(types.getPrimitiveType(type.getKind())).asType()
                : type;
    }

    /** Whether a class of the same package can name the type: nothing in it is private, a variable or unknown. */
    boolean canBeNamed(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> canBeNamed(array.getComponentType());
            case WildcardType wildcard ->
                (wildcard.getExtendsBound() == null || canBeNamed(wildcard.getExtendsBound()))
                        && (wildcard.getSuperBound() == null || canBeNamed(wildcard.getSuperBound()));
            case DeclaredType declared ->
                !isPrivate((TypeElement) declared.asElement())
                        && declared.getTypeArguments().stream().allMatch(this::canBeNamed);
            default -> type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID;
        };
    }

    /** Whether a class of the member's package can name the class. */
    boolean isVisibleFrom(TypeElement type, Element member) {
        boolean near = elements.getPackageOf(type).equals(elements.getPackageOf(member));
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            boolean hidden = near
                    ? at.getModifiers().contains(Modifier.PRIVATE)
                    : !at.getModifiers().contains(Modifier.PUBLIC)
                            && !(at.getEnclosingElement() instanceof TypeElement outer
                                    && outer.getKind() == ElementKind.INTERFACE);
            if (hidden) {
                return false;
            }
        }
        return true;
    }

    /** Whether an object of the class can be of the type, as far as the type arguments of its parents tell. */
    boolean mayBe(TypeElement variant, DeclaredType type) {
        return parents(variant.asType())
                .filter(parent -> parent instanceof DeclaredType declared
                        && declared.asElement().equals(type.asElement()))
                .map(DeclaredType.class::cast)
                .noneMatch(parent ->
                        parent.getTypeArguments().stream().allMatch(argument -> argument.getKind() == TypeKind.DECLARED)
                                && type.getTypeArguments().stream()
                                        .allMatch(argument -> argument.getKind() == TypeKind.DECLARED)
                                && !types.isSameType(parent, type));
    }

    private Stream<TypeMirror> parents(TypeMirror type) {
        return types.directSupertypes(type).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parents(parent)));
    }

    /** Whether the type lacks the type arguments that its class has. */
    boolean isRaw(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().isEmpty()
                && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
    }

    /** Whether the first type is the second, or a subtype of it. */
    boolean isSubtype(TypeMirror special, TypeMirror general) {
        return types.isSubtype(special, general);
    }

    /** Whether the types are the same. */
    boolean isSame(TypeMirror left, TypeMirror right) {
        return types.isSameType(left, right);
    }

    /** Whether callers have to declare or catch the exception. */
    boolean isChecked(TypeMirror exception) {
        return !isA(exception, "java.lang.RuntimeException") && !isA(exception, "java.lang.Error");
    }

    /** Whether a method that may throw any exception can call the method. */
    boolean throwsExceptionsOnly(ExecutableElement method) {
        return method.getThrownTypes().stream()
                .allMatch(thrown -> isA(thrown, "java.lang.Exception") || !isChecked(thrown));
    }

    /** Whether the parameters of the method are of these classes, or of subtypes of them. */
    boolean takes(ExecutableElement method, String... classNames) {
        List<? extends VariableElement> parameters = method.getParameters();
        return parameters.size() == classNames.length
                && IntStream.range(0, classNames.length)
                        .allMatch(i -> isA(parameters.get(i).asType(), classNames[i]));
    }

    /** Returns the type arguments of the type. */
    List<? extends TypeMirror> typeArguments(TypeMirror type) {
        return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
    }

    private static boolean isPrivate(TypeElement type) {
        return type.getModifiers().contains(Modifier.PRIVATE)
                || (type.getEnclosingElement() instanceof TypeElement outer && isPrivate(outer));
    }
}
