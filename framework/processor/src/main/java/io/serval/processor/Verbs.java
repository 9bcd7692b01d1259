package io.serval.processor;

import io.serval.core.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Knows the names of verb methods, and what may be meant for one. */
final class Verbs {
    private static final List<String> ALL =
            Arrays.stream(Verb.values()).map(Verb::methodName).toList();
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");
    private static final String SOCKET = Verb.WS.methodName();

    /** What other frameworks call {@code ws}. */
    private static final Set<String> SOCKETS = Set.of("websocket", "websockets", "socket", "sockets", "wss");

    /** Words that are a slip away from a verb and more likely meant as they are. */
    private static final Set<String> WORDS = Set.of("path", "posts", "heads", "ahead", "many", "deleted", "option");

    private static final int SHORT = 5;

    private Verbs() {}

    /** Returns the verb methods of a class, in the order of their declaration. */
    static List<ExecutableElement> methodsOf(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> isVerb(method.getSimpleName().toString()))
                .filter(method -> !isAccessor(method, type))
                .toList();
    }

    /** Returns the methods that other classes of the package can call and that are no verbs. */
    static List<ExecutableElement> otherMethodsOf(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> !isVerb(method.getSimpleName().toString()))
                .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
                .filter(method -> !isAccessor(method, type))
                .toList();
    }

    /** Whether a method of that name is a verb. */
    static boolean isVerb(String name) {
        return ALL.contains(name);
    }

    /** Whether the method of that name talks on a WebSocket. */
    static boolean isSocket(String name) {
        return name.equals(SOCKET);
    }

    /** Whether requests of the verb carry a body. */
    static boolean takesBody(String verb) {
        return WITH_BODY.contains(verb);
    }

    /** The constant of the core's {@code Verb}. */
    static String constant(Element method) {
        return method.getSimpleName().toString().toUpperCase(Locale.ROOT);
    }

    /** Returns the verb that a method of that name may be meant for. */
    static Optional<String> meantBy(String name) {
        String lowered = name.toLowerCase(Locale.ROOT);
        if (SOCKETS.contains(lowered)) {
            return Optional.of(SOCKET);
        }
        return WORDS.contains(name)
                ? Optional.empty()
                : ALL.stream().filter(verb -> mayMean(lowered, verb)).findFirst();
    }

    /** One slip makes the difference; a letter in place of another makes other words of the short verbs. */
    private static boolean mayMean(String name, String verb) {
        boolean replaced = name.length() == verb.length() && !EditDistance.sameLetters(name, verb);
        return EditDistance.between(name, verb) <= 1 && (!replaced || verb.length() > SHORT);
    }

    private static boolean isAccessor(ExecutableElement method, TypeElement type) {
        return type.getKind() == ElementKind.RECORD
                && method.getParameters().isEmpty()
                && type.getRecordComponents().stream()
                        .anyMatch(component -> component.getSimpleName().equals(method.getSimpleName()));
    }
}
