package io.serval.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Knows which types JSON can be written from, and read into. */
final class JsonFacts {
    private record NotJson(String className, String why) {}

    private static final String NO_FORM = "has no form in JSON";
    /** Classes whose objects are not sent, special ones before general ones. */
    private static final List<NotJson> NOT_JSON = List.of(
            new NotJson("java.util.concurrent.Future", "is not there yet: wait for the value, as routes may block"),
            new NotJson(
                    "java.util.concurrent.CompletionStage",
                    "is not there yet: wait for the value, as routes may block"),
            new NotJson("java.util.stream.BaseStream", "can be read only once: collect it into a List"),
            new NotJson("java.util.Iterator", "can be read only once: collect it into a List"),
            new NotJson("java.lang.AutoCloseable", "must be closed by somebody, and has no form in JSON"),
            new NotJson("java.lang.Throwable", "is to be thrown, as a ProblemException for instance"),
            new NotJson("java.lang.Thread", NO_FORM),
            new NotJson("java.lang.Runnable", NO_FORM),
            new NotJson("java.util.concurrent.Callable", NO_FORM),
            new NotJson("java.util.function.Supplier", NO_FORM),
            new NotJson("java.lang.Class", NO_FORM),
            new NotJson("java.lang.Process", NO_FORM),
            new NotJson("java.lang.Void", NO_FORM),
            new NotJson("io.serval.core.Request", NO_FORM),
            new NotJson("io.serval.core.Response", "is an answer by itself and cannot be part of one"),
            new NotJson("io.serval.core.Result", "is an answer by itself and cannot be part of one"),
            new NotJson("io.serval.core.Handler", NO_FORM),
            new NotJson("io.serval.core.Services", NO_FORM));

    /** Interfaces that JSON is read into although nothing says which class to build. */
    private static final List<String> COLLECTIONS =
            List.of("java.util.Collection", "java.util.Map", "java.lang.Iterable", "java.lang.CharSequence");

    private final TypeFacts facts;

    JsonFacts(TypeFacts facts) {
        this.facts = facts;
    }

    /** Returns why the type cannot be sent as JSON, to end a sentence; empty if it can. */
    Optional<String> whyNotSent(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> whyNotSent(array.getComponentType());
            case WildcardType wildcard ->
                wildcard.getExtendsBound() == null
                        ? Optional.of("a wildcard without a bound could be anything")
                        : whyNotSent(wildcard.getExtendsBound());
            case DeclaredType declared -> whyNotSent(declared);
            default ->
                type.getKind().isPrimitive()
                        ? Optional.empty()
                        : Optional.of(
                                type + (type.getKind() == TypeKind.TYPEVAR ? " could be anything" : " " + NO_FORM));
        };
    }

    private Optional<String> whyNotSent(DeclaredType type) {
        if (facts.is(type, "java.lang.Object")) {
            return Optional.of(type + " could be anything");
        }
        if (facts.isRaw(type)) {
            return Optional.of(type + " does not say what it holds");
        }
        Optional<String> enumeration = enumVariant((TypeElement) type.asElement());
        if (enumeration.isPresent()) {
            return Optional.of(type + " has the variant " + enumeration.get()
                    + ", and an enum cannot carry the tag that " + "tells variants apart");
        }
        for (NotJson notJson : NOT_JSON) {
            if (facts.isA(type, notJson.className())) {
                return Optional.of(type + " " + notJson.why());
            }
        }
        return type.getTypeArguments().stream()
                .map(this::whyNotSent)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> enumVariant(TypeElement type) {
        return type.getPermittedSubclasses().stream()
                .map(permitted -> (TypeElement) ((DeclaredType) permitted).asElement())
                .flatMap(variant -> variant.getKind() == ElementKind.ENUM
                        ? Stream.of(variant.getQualifiedName().toString())
                        : enumVariant(variant).stream())
                .findFirst();
    }

    /** Returns why JSON cannot be read into the type, to end a sentence; empty if it can. */
    Optional<String> whyNotRead(TypeMirror type) {
        Optional<String> unsendable = whyNotSent(type);
        if (unsendable.isPresent()) {
            return unsendable;
        }
        return switch (type) {
            case ArrayType array -> whyNotRead(array.getComponentType());
            case DeclaredType declared -> whyNotRead(declared);
            default -> Optional.empty();
        };
    }

    private Optional<String> whyNotRead(DeclaredType type) {
        var element = (TypeElement) type.asElement();
        boolean open = (element.getKind() == ElementKind.INTERFACE
                        || element.getModifiers().contains(Modifier.ABSTRACT))
                && !element.getModifiers().contains(Modifier.SEALED);
        boolean collection = COLLECTIONS.stream().anyMatch(name -> facts.isA(type, name));
        if (open && !collection) {
            return Optional.of(type + " is abstract, so nothing says which class to build");
        }
        return type.getTypeArguments().stream()
                .map(this::whyNotRead)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
