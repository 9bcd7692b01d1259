package io.serval.processor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;

/** Gives types the shortest names that a source can use, and collects the imports that this takes. */
final class Imports {
    private static final Pattern MARK = Pattern.compile("~(\\w+)");
    private static final Map<String, String> JDK = Map.of(
            "Exception", "java.lang",
            "List", "java.util",
            "Map", "java.util",
            "Override", "java.lang",
            "String", "java.lang");

    private final Elements elements;
    private final PackageElement ownPackage;
    private final Map<String, String> meanings = new HashMap<>();
    private final TreeSet<String> imported = new TreeSet<>();

    /**
     * Creates the imports of a source in the package of a class.
     *
     * @param sibling the class that the source is written for, which keeps its simple name
     * @param taken simple names that mean something else in the source
     */
    Imports(Elements elements, TypeElement sibling, Iterable<String> taken) {
        this.elements = elements;
        this.ownPackage = elements.getPackageOf(sibling);
        taken.forEach(name -> meanings.put(name, ""));
        name(sibling);
    }

    /**
     * Returns the template with the names of classes in place of their marks: {@code ~Route} is a class of the core,
     * {@code ~Map} one of the few of the JDK that binders use.
     */
    String in(String template) {
        return MARK.matcher(template).replaceAll(mark -> {
            String packageName = JDK.get(mark.group(1));
            return Matcher.quoteReplacement(
                    packageName == null ? core(mark.group(1)) : topLevel(packageName, mark.group(1)));
        });
    }

    /** Whether the simple name means a class in this source. */
    boolean names(String simpleName) {
        return meanings.containsKey(simpleName);
    }

    /** Returns the name of a class of the core. */
    String core(String simpleName) {
        return topLevel("io.serval.core", simpleName);
    }

    /** Returns the name of a top-level class. */
    String topLevel(String packageName, String simpleName) {
        String qualified = packageName + "." + simpleName;
        if (!qualified.equals(meanings.computeIfAbsent(simpleName, ignored -> qualified))) {
            return qualified;
        }
        boolean visible = ownPackage.getQualifiedName().contentEquals(packageName)
                || (packageName.equals("java.lang") && !isSibling(simpleName));
        if (!visible) {
            imported.add(qualified);
        }
        return simpleName;
    }

    /** Returns the name of a type, with its type arguments and without its annotations. */
    String name(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> name(array.getComponentType()) + "[]";
            case WildcardType wildcard
            when wildcard.getExtendsBound() != null -> "? extends " + name(wildcard.getExtendsBound());
            case WildcardType wildcard
            when wildcard.getSuperBound() != null -> "? super " + name(wildcard.getSuperBound());
            case WildcardType ignored -> "?";
            case DeclaredType declared -> name((TypeElement) declared.asElement()) + arguments(declared);
            default -> type.getKind().toString().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns the name of a class; nested ones are named behind the classes around them. */
    String name(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? name(outer) + "." + type.getSimpleName()
                : topLevel(
                        elements.getPackageOf(type).getQualifiedName().toString(),
                        type.getSimpleName().toString());
    }

    /** Returns the import declarations, sorted. */
    String declarations() {
        return imported.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    private String arguments(DeclaredType type) {
        return type.getTypeArguments().isEmpty()
                ? ""
                : type.getTypeArguments().stream().map(this::name).collect(Collectors.joining(", ", "<", ">"));
    }

    private boolean isSibling(String simpleName) {
        return elements.getTypeElement(ownPackage.getQualifiedName() + "." + simpleName) != null;
    }
}
