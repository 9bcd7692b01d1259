package io.serval.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Finds the handlers that a class holds in constants called like verbs. */
final class ConstantReader {
    private static final String HANDLER = "io.serval.core.Handler";
    private static final String SOCKET_HANDLER = "io.serval.core.SocketHandler";
    private static final String FORM = "static final Handler post = handler(…).with(…), for any verb.";

    private final TypeFacts facts;

    ConstantReader(TypeFacts facts) {
        this.facts = facts;
    }

    /** Returns the constants, in the order of their declaration. */
    List<VariableElement> constantsOf(TypeElement type) {
        return handlersOf(type).stream()
                .filter(field -> Verbs.isVerb(field.getSimpleName().toString()))
                .filter(field -> !isSocket(field))
                .toList();
    }

    /** Adds what keeps a binder from using the constant. */
    void check(VariableElement constant, Faults faults) {
        String name = constant.getEnclosingElement() + "." + constant.getSimpleName();
        if (constant.getModifiers().contains(Modifier.PRIVATE)) {
            faults.add(
                    Rule.R12, constant, name + " is private, so that no binder can use it.", FORM, "Drop 'private'.");
        }
        if (!constant.getModifiers().contains(Modifier.FINAL)) {
            faults.add(
                    Rule.R12,
                    constant,
                    name + " may change, and a binder reads it once, at the start.",
                    FORM,
                    "Make it final.");
        }
    }

    /** Adds a constant of the class that is to talk on WebSockets. */
    void checkSocket(TypeElement type, Faults faults) {
        fieldsOf(type)
                .filter(ConstantReader::isSocket)
                .filter(field -> facts.isA(field.asType(), HANDLER) || facts.isA(field.asType(), SOCKET_HANDLER))
                .forEach(field -> faults.add(
                        Rule.R07,
                        field,
                        type.getQualifiedName() + ".ws is a constant, and what talks on a WebSocket is a method.",
                        "void ws(Socket socket).",
                        "Declare the method and let it call what the constant holds, or return an Upgrade from get."));
    }

    private static boolean isSocket(VariableElement field) {
        return Verbs.isSocket(field.getSimpleName().toString());
    }

    /** Adds the constants of the class whose names are nearly those of verbs. */
    void checkNames(TypeElement type, Faults faults) {
        for (VariableElement field : handlersOf(type)) {
            String name = field.getSimpleName().toString();
            Optional<String> meant = Verbs.isVerb(name) ? Optional.empty() : Verbs.meantBy(name);
            meant.ifPresent(verb -> faults.add(
                    Rule.R08,
                    field,
                    type.getQualifiedName() + "." + name + " is not a verb and answers no request.",
                    FORM,
                    "Did you mean " + verb + "? If it is a helper, make it private."));
        }
    }

    private List<VariableElement> handlersOf(TypeElement type) {
        return fieldsOf(type)
                .filter(field -> facts.isA(field.asType(), HANDLER))
                .toList();
    }

    private static Stream<VariableElement> fieldsOf(TypeElement type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getKind() == ElementKind.FIELD)
                .filter(field -> type.getKind() != ElementKind.RECORD
                        || field.getModifiers().contains(Modifier.STATIC));
    }
}
