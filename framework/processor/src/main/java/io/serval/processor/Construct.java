package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.List;
import java.util.stream.Collectors;

/** Writes how the object whose methods a binder calls is built. */
final class Construct {
    private Construct() {}

    /** Returns the line that declares the variable; empty if all methods are static. */
    static String variable(String name, Bound bound, Imports imports) {
        String type = imports.name(bound.type());
        return switch (bound.construction()) {
            case Bound.Construction.None ignored -> "";
            case Bound.Construction.WithServices with ->
                Code.call(
                                "new " + type,
                                with.services().stream()
                                        .map(service -> Code.call(
                                                "services.get",
                                                Code.word(imports.name(service) + ".class"),
                                                Code.word(type + ".class"))))
                        .layOut(Code.INDENT, "var " + name + " = ", ";\n");
        };
    }

    /** Returns the method that tells the folder. */
    static String folder(PathTemplate folder, Imports imports) {
        return told("folder", folder.text(), imports);
    }

    /** Returns the method of that name that returns the text. */
    static String told(String method, String text, Imports imports) {
        return imports.in("""
                @~Override
                public ~String %s() {
                    return %s;
                }
                """).formatted(method, Code.text(text).flat());
    }

    /** Returns a map of the entries, on a line each if there are several. */
    static String mapOf(List<String> entries, Imports imports) {
        String separator = "\n" + Code.INDENT + Code.CONTINUED;
        return entries.stream()
                .collect(Collectors.joining(
                        "," + separator, imports.in("~Map.of(") + (entries.size() > 1 ? separator : ""), ")"));
    }
}
