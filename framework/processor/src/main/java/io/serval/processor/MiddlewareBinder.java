package io.serval.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Writes the methods of a middleware's binder. */
final class MiddlewareBinder {
    private final Bound bound;
    private final String where;
    private final List<ExecutableElement> methods;
    private final Imports imports;

    /** Writes those of a folder. */
    MiddlewareBinder(Bound.OfMiddleware bound, Imports imports) {
        this(bound, Construct.folder(bound.folder(), imports), bound.methods(), imports);
    }

    /** Writes those of the whole application. */
    MiddlewareBinder(Bound.OfGlobal bound, Imports imports) {
        this(bound, Construct.told("name", bound.type().getSimpleName().toString(), imports), bound.methods(), imports);
    }

    private MiddlewareBinder(Bound bound, String where, List<ExecutableElement> methods, Imports imports) {
        this.bound = bound;
        this.where = where;
        this.methods = methods;
        this.imports = imports;
    }

    List<String> methods() {
        return List.of(where, bind());
    }

    private String bind() {
        List<String> entries = methods.stream().map(this::entry).toList();
        return imports.in("""
                @~Override
                public ~Map<~Verb, ~Middleware> bind(~Services services) {
                %s    return %s;
                }
                """)
                .formatted(Construct.variable("middleware", bound, imports), Construct.mapOf(entries, imports));
    }

    private String entry(ExecutableElement method) {
        String target = method.getModifiers().contains(Modifier.STATIC) ? imports.name(bound.type()) : "middleware";
        String reference = target + "::" + method.getSimpleName();
        String middleware =
                Annotations.onEventLoop(method) ? imports.in("~Middlewares.onEventLoop(") + reference + ")" : reference;
        return imports.in("~Verb.") + Verbs.constant(method) + ", " + middleware;
    }
}
