package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** All that a binder's source is written from. */
sealed interface Bound {
    /** The class that is bound. */
    TypeElement type();

    /** How the binder comes by an object of the class. */
    Construction construction();

    /** A route. */
    record OfRoute(
            TypeElement type,
            String binaryName,
            PathTemplate path,
            String doc,
            Construction construction,
            List<Operation> operations)
            implements Bound {}

    /** The middleware of a folder: methods that are called as they are. */
    record OfMiddleware(
            TypeElement type, PathTemplate folder, Construction construction, List<ExecutableElement> methods)
            implements Bound {}

    /** Middleware of the whole application: methods that are called as they are. */
    record OfGlobal(TypeElement type, Construction construction, List<ExecutableElement> methods) implements Bound {}

    /** The error handler of a folder: its methods, those for special exceptions before those for general ones. */
    record OfError(TypeElement type, PathTemplate folder, Construction construction, List<ExecutableElement> methods)
            implements Bound {
        /** Whether there is a method for any exception. */
        boolean handlesAll() {
            ExecutableElement last = methods.getLast();
            return !Annotations.hasCore(last, "On")
                    && last.getParameters().getFirst().asType().toString().equals("java.lang.Exception");
        }
    }

    /** One verb of a route. */
    sealed interface Operation {
        /** The method or constant, which is called like the verb. */
        Element element();

        /** Its Javadoc. */
        String doc();

        /** How many bytes the body may have, or a message of a WebSocket; empty for as many as the server allows. */
        Optional<Long> bodyLimit();

        /** The verb in lower case. */
        default String name() {
            return element().getSimpleName().toString();
        }

        /** Whether it needs no object of the route. */
        default boolean isStatic() {
            return element().getModifiers().contains(Modifier.STATIC);
        }
    }

    /**
     * A verb whose arguments and result are bound.
     *
     * @param checks what the arguments are checked for before the call
     */
    record OfMethod(
            ExecutableElement element,
            String doc,
            Optional<Long> bodyLimit,
            List<Argument> arguments,
            List<ArgumentCheck> checks,
            Outcome outcome)
            implements Operation {}

    /** A verb that a {@code Handler} answers. */
    record OfConstant(VariableElement element, String doc, Optional<Long> bodyLimit) implements Operation {}

    /** How a binder comes by the object whose methods it calls. */
    sealed interface Construction {
        /** There is none: all methods are static. */
        record None() implements Construction {}

        /** It is built with services of these types. */
        record WithServices(List<TypeMirror> services) implements Construction {}
    }
}
