package io.serval.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Writes the methods of a middleware's binder. */
final class MiddlewareBinder {
    private final Bound.OfMiddleware middleware;
    private final Imports imports;

    MiddlewareBinder(Bound.OfMiddleware middleware, Imports imports) {
        this.middleware = middleware;
        this.imports = imports;
    }

    List<String> methods() {
        return List.of(Construct.folder(middleware.folder(), imports), bind());
    }

    private String bind() {
        List<String> methods = middleware.methods().stream().map(this::entry).toList();
        return imports.in("""
                @~Override
                public ~Map<~Verb, ~Middleware> bind(~Services services) {
                %s    return %s;
                }
                """)
                .formatted(Construct.variable("middleware", middleware, imports), Construct.mapOf(methods, imports));
    }

    private String entry(ExecutableElement method) {
        String target =
                method.getModifiers().contains(Modifier.STATIC) ? imports.name(middleware.type()) : "middleware";
        return imports.in("~Verb.") + Verbs.constant(method) + ", " + target + "::" + method.getSimpleName();
    }
}
