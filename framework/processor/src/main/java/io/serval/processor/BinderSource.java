package io.serval.processor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The source of a binder.
 *
 * @param className its qualified name
 * @param text the whole source
 */
record BinderSource(String className, String text) {
    private static final String PROCESSOR_ANNOTATIONS = "javax.annotation.processing";

    /** Writes the source. */
    static BinderSource of(Bound bound, Elements elements) {
        TypeElement type = bound.type();
        String simpleName = type.getSimpleName() + "_Binder";
        // The nested types of Binder are members of every binder.
        var imports = new Imports(elements, type, Set.of(simpleName, "OfRoute", "OfMiddleware", "OfGlobal", "OfError"));
        var constants = new Constants(imports);
        List<String> methods = switch (bound) {
            case Bound.OfRoute route -> new RouteBinder(route, imports, constants).methods();
            case Bound.OfMiddleware middleware -> new MiddlewareBinder(middleware, imports).methods();
            case Bound.OfGlobal global -> new MiddlewareBinder(global, imports).methods();
            case Bound.OfError error -> new ErrorBinder(error, imports).methods();
        };
        String header = header(bound, simpleName, imports, elements);
        String members = Stream.concat(
                        constants.declarations().isEmpty()
                                ? Stream.empty()
                                : Stream.of(String.join("\n", constants.declarations()) + "\n"),
                        methods.stream())
                .map(BinderSource::indent)
                .collect(Collectors.joining("\n"));
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        return new BinderSource(
                packageName + "." + simpleName,
                "package " + packageName + ";\n\n" + imports.declarations() + "\n" + header + members + "}\n");
    }

    /** Blank lines stay blank, those of text blocks included. */
    private static String indent(String member) {
        return member.lines()
                .map(line -> line.isBlank() ? "\n" : Code.INDENT + line + "\n")
                .collect(Collectors.joining());
    }

    private static String header(Bound bound, String simpleName, Imports imports, Elements elements) {
        TypeElement type = bound.type();
        String file = type.getQualifiedName().toString().replace('.', '/') + ".java";
        var header = new StringBuilder("/** " + purpose(bound) + ", from " + file + ". */\n");
        // A module that does not read java.compiler cannot say so.
        if (elements.getTypeElement(elements.getModuleOf(type), PROCESSOR_ANNOTATIONS + ".Generated") != null) {
            header.append("@" + imports.topLevel(PROCESSOR_ANNOTATIONS, "Generated") + "(\""
                    + RouteProcessor.class.getName() + "\")\n");
        }
        boolean deprecated = elements.isDeprecated(type)
                || type.getEnclosedElements().stream().anyMatch(elements::isDeprecated);
        if (deprecated) {
            header.append(
                    "@SuppressWarnings({\"deprecation\", \"removal\"}) // its route is deprecated, or a method of it\n");
        }
        return header + "public final class " + simpleName + imports.in(" implements ~Binder.")
                + bound.getClass().getSimpleName() + " {\n";
    }

    private static String purpose(Bound bound) {
        String name = bound.type().getSimpleName().toString();
        return switch (bound) {
            case Bound.OfRoute route -> "Binds {@code " + route.path().text() + "} to {@link " + name + "}";
            case Bound.OfMiddleware middleware ->
                "Binds the folder {@code " + middleware.folder().text() + "} to {@link " + name + "}";
            case Bound.OfGlobal ignored -> "Binds the whole application to {@link " + name + "}";
            case Bound.OfError error ->
                "Binds the errors of the folder {@code " + error.folder().text() + "} to {@link " + name + "}";
        };
    }
}
