package io.serval.core;

import java.lang.reflect.Type;
import java.util.List;

/**
 * One verb of a route, as described by its binder; every protocol and every generated document reads it from here.
 *
 * @param verb what the operation answers
 * @param doc the Javadoc of the method, as written; empty if there is none
 * @param arguments what the method takes from the request, in its own order
 * @param result what the method returns, {@code void} included
 * @param answers how it answers when nothing goes wrong: one, or one for each variant of a sealed result
 */
public record Operation(Verb verb, String doc, List<Argument> arguments, Type result, List<Answer> answers) {
    /** Copies the lists. */
    public Operation {
        arguments = List.copyOf(arguments);
        answers = List.copyOf(answers);
    }

    /**
     * Describes an operation with one answer: a 200 with the result, or a 204 if it is {@code void}; of {@link Verb#WS} the
     * 101 with which the WebSocket begins.
     */
    public Operation(Verb verb, String doc, List<Argument> arguments, Type result) {
        this(verb, doc, arguments, result, List.of(new Answer(usualStatus(verb, result), result)));
    }

    private static int usualStatus(Verb verb, Type result) {
        if (verb == Verb.WS) {
            return 101;
        }
        return result.equals(void.class) ? 204 : 200;
    }
}
