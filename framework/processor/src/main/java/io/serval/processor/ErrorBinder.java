package io.serval.processor;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/** Writes the methods of an error handler's binder. */
final class ErrorBinder {
    private final Bound.OfError error;
    private final Imports imports;

    ErrorBinder(Bound.OfError error, Imports imports) {
        this.error = error;
        this.imports = imports;
    }

    List<String> methods() {
        return List.of(Construct.folder(error.folder(), imports), bind());
    }

    private String bind() {
        return imports.in("""
                @~Override
                public ~ErrorHandler bind(~Services services) {
                %s    return (error, request) -> switch (error) {
                %s%s    };
                }
                """)
                .formatted(
                        Construct.variable("handler", error, imports),
                        error.methods().stream().map(this::entry).collect(Collectors.joining()),
                        error.handlesAll() ? "" : Code.INDENT + Code.INDENT + "default -> throw error;\n");
    }

    private String entry(ExecutableElement method) {
        TypeMirror handled = method.getParameters().getFirst().asType();
        String target = method.getModifiers().contains(Modifier.STATIC) ? imports.name(error.type()) : "handler";
        return Code.INDENT + Code.INDENT + "case " + imports.name(handled) + " e" + guard(method) + " -> " + target
                + "." + method.getSimpleName() + "(e, request);\n";
    }

    private String guard(ExecutableElement method) {
        List<String> verbs = Annotations.constants(method, "On").stream()
                .map(verb -> imports.in("~Verb.") + verb + ".answers(request.method())")
                .toList();
        return verbs.isEmpty() ? "" : " when " + String.join(" || ", verbs);
    }
}
