package io.serval.processor;

import io.serval.core.internal.path.SegmentName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Collects the constants of a binder: generic types, and conversions to enums. */
final class Constants {
    private record Declaration(String type, String value) {}

    private final Imports imports;
    private final Map<Declaration, String> namesByDeclaration = new LinkedHashMap<>();

    Constants(Imports imports) {
        this.imports = imports;
    }

    /** Returns the name of the constant that holds the type as a {@code TypeRef}. */
    String typeRef(TypeMirror type) {
        String declared = imports.in("~TypeRef<") + imports.name(type) + ">";
        return declare(declared, words(type), imports.in("new ~TypeRef<>() {}"));
    }

    /** Returns the name of the constant that holds the conversion to the enum. */
    String conversion(TypeMirror type) {
        String declared = imports.in("~Conversion<") + imports.name(type) + ">";
        return declare(
                declared, "TO_" + words(type), imports.in("~Conversion.enumOf(") + imports.name(type) + ".class)");
    }

    /**
     * Returns the name of the constant that holds the regular expression.
     *
     * @param what whose expression it is, the name of a parameter or component
     */
    String pattern(Check.Regex regex, String what) {
        String type = imports.topLevel("java.util.regex", "Pattern");
        String flags = regex.flags().stream().map(flag -> type + "." + flag).collect(Collectors.joining(" | "));
        String expression = Code.text(regex.text()).flat().replace("\n", "\\n").replace("\r", "\\r");
        return declare(
                type,
                SegmentName.HUMP.matcher(what.replace("$", "")).replaceAll("_").toUpperCase(Locale.ROOT),
                type + ".compile(" + expression + (flags.isEmpty() ? "" : ", " + flags) + ")");
    }

    /** Returns the declarations, in the order of their first use. */
    List<String> declarations() {
        return namesByDeclaration.entrySet().stream()
                .map(entry -> {
                    Declaration declaration = entry.getKey();
                    String start = "private static final " + declaration.type() + " " + entry.getValue() + " =";
                    String line = start + " " + declaration.value() + ";";
                    return line.length() <= Code.WIDTH
                            ? line
                            : start + "\n" + Code.CONTINUED + declaration.value() + ";";
                })
                .toList();
    }

    private String declare(String type, String name, String value) {
        var declaration = new Declaration(type, value);
        String known = namesByDeclaration.get(declaration);
        if (known != null) {
            return known;
        }
        String free = name;
        for (int i = 2; namesByDeclaration.containsValue(free) || imports.names(free); i++) {
            free = name + "_" + i;
        }
        namesByDeclaration.put(declaration, free);
        return free;
    }

    /** {@code LIST_OF_ORDER} for {@code List<Order>}. */
    private static String words(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> "ARRAY_OF_" + words(array.getComponentType());
            case WildcardType wildcard when wildcard.getExtendsBound() != null -> words(wildcard.getExtendsBound());
            case DeclaredType declared when declared.getTypeArguments().isEmpty() -> word(declared);
            case DeclaredType declared ->
                declared.getTypeArguments().stream()
                        .map(Constants::words)
                        .collect(Collectors.joining("_AND_", word(declared) + "_OF_", ""));
            default -> type.getKind().toString();
        };
    }

    private static String word(DeclaredType type) {
        String name =
                ((TypeElement) type.asElement()).getSimpleName().toString().replace("$", "");
        return SegmentName.HUMP.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
