package io.serval.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
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
            Path path,
            String doc,
            Construction construction,
            List<Operation> operations)
            implements Bound {}

    /** The middleware of a folder: methods that are called as they are. */
    record OfMiddleware(TypeElement type, Path folder, Construction construction, List<ExecutableElement> methods)
            implements Bound {}

    /** The error handler of a folder: its methods, those for special exceptions before those for general ones. */
    record OfError(TypeElement type, Path folder, Construction construction, List<ExecutableElement> methods)
            implements Bound {
        /** Whether there is a method for any exception. */
        boolean handlesAll() {
            return methods.getLast()
                    .getParameters()
                    .getFirst()
                    .asType()
                    .toString()
                    .equals("java.lang.Exception");
        }
    }

    /** One verb of a route. */
    record Operation(ExecutableElement method, String doc, List<Argument> arguments, Outcome outcome) {
        String name() {
            return method.getSimpleName().toString();
        }

        boolean isStatic() {
            return method.getModifiers().contains(Modifier.STATIC);
        }
    }

    /** How a binder comes by the object whose methods it calls. */
    sealed interface Construction {
        /** There is none: all methods are static. */
        record None() implements Construction {}

        /** It is built with services of these types. */
        record WithServices(List<TypeMirror> services) implements Construction {}
    }
}
