package io.serval.processor;

import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Names types for messages: by simple names, and without their annotations. */
final class PlainName {
    private PlainName() {}

    static String of(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> of(array.getComponentType()) + "[]";
            case DeclaredType declared
            when type.getKind() == TypeKind.DECLARED ->
                declared.asElement().getSimpleName()
                        + (declared.getTypeArguments().isEmpty()
                                ? ""
                                : declared.getTypeArguments().stream()
                                        .map(PlainName::of)
                                        .collect(Collectors.joining(", ", "<", ">")));
            default ->
                type.getKind().isPrimitive() ? type.getKind().toString().toLowerCase(Locale.ROOT) : type.toString();
        };
    }
}
