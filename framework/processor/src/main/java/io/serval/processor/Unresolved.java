package io.serval.processor;

import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds signatures with types that do not exist yet, as other processors may still write them. */
final class Unresolved {
    private Unresolved() {}

    /** Whether the signature of a method or constructor of the class has such a type. */
    static boolean in(TypeElement type) {
        return Stream.concat(
                        ElementFilter.constructorsIn(type.getEnclosedElements()).stream(),
                        ElementFilter.methodsIn(type.getEnclosedElements()).stream())
                .flatMap(Unresolved::signature)
                .anyMatch(Unresolved::unresolved);
    }

    private static Stream<TypeMirror> signature(ExecutableElement method) {
        return Stream.concat(
                Stream.of(method.getReturnType()),
                method.getParameters().stream().map(Element::asType));
    }

    private static boolean unresolved(TypeMirror type) {
        return switch (type) {
            case TypeMirror error when error.getKind() == TypeKind.ERROR -> true;
            case ArrayType array -> unresolved(array.getComponentType());
            case DeclaredType declared -> declared.getTypeArguments().stream().anyMatch(Unresolved::unresolved);
            default -> false;
        };
    }
}
