package io.serval.processor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Writes the source of the class that checks the constraints of a record or sealed interface. */
final class ConstraintsSource {
    private static final String PROCESSOR_ANNOTATIONS = "javax.annotation.processing";
    private static final String VALUE = "value";
    private static final String PLACE = "at";

    /** A component of a record, by its names in Java and on the wire. */
    record Component(RecordComponentElement element, String wireName, List<Check> checks) {}

    private final TypeElement type;
    private final Elements elements;
    private final Imports imports;
    private final Constants constants;

    private ConstraintsSource(TypeElement type, Elements elements) {
        this.type = type;
        this.elements = elements;
        this.imports = new Imports(elements, type, Set.of());
        imports.topLevel(Companion.packageOf(type), Companion.simpleName(type)); // its own name comes first
        this.constants = new Constants(imports);
    }

    /** Returns the source for a record. */
    static String ofRecord(TypeElement type, List<Component> components, Elements elements) {
        var source = new ConstraintsSource(type, elements);
        return source.text(components.stream()
                .flatMap(source::statements)
                .collect(Collectors.joining(
                        "",
                        Code.INDENT + "if (" + VALUE + " == null) {\n" + Code.INDENT.repeat(2) + "return;\n"
                                + Code.INDENT + "}\n",
                        "")));
    }

    /** Returns the source for a sealed interface with these variants. */
    static String ofSealed(TypeElement type, List<TypeElement> variants, Elements elements) {
        var source = new ConstraintsSource(type, elements);
        return source.text(variants.stream()
                .map(source::variant)
                .collect(Collectors.joining(
                        "",
                        Code.INDENT + "switch (" + VALUE + ") {\n",
                        Code.INDENT.repeat(2) + "case null, default -> {}\n" + Code.INDENT + "}\n")));
    }

    private Stream<String> statements(Component component) {
        String name = component.element().getSimpleName().toString();
        String place = PLACE + ".field(" + Code.text(component.wireName()).flat() + ")";
        return ConstraintCode.statements(component.checks(), name, VALUE + "." + name + "()", place, imports, constants)
                .stream()
                .map(statement -> statement.layOut(Code.INDENT, "", ";\n"));
    }

    private String variant(TypeElement variant) {
        String companion = imports.topLevel(Companion.packageOf(variant), Companion.simpleName(variant));
        return Code.call(companion + ".check", Code.word("variant"), Code.word(PLACE))
                .layOut(Code.INDENT.repeat(2), "case " + name(variant) + " variant -> ", ";\n");
    }

    private String text(String statements) {
        String className = Companion.simpleName(type);
        String check = imports.in(visibility() + "static void check(" + name(type) + " value, ~Place at) {\n")
                + statements + "}\n";
        String header = header();
        String members = Stream.of(
                        String.join("\n", constants.declarations()), "private " + className + "() {}\n", check)
                .filter(member -> !member.isEmpty())
                .map(member -> member.indent(4))
                .collect(Collectors.joining("\n"));
        String packageName = Companion.packageOf(type);
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n") + imports.declarations() + "\n"
                + header + members + "}\n";
    }

    private String header() {
        var header = new StringBuilder("/** Checks the constraints of {@link " + imports.name(type) + "}. */\n");
        // A module that does not read java.compiler cannot say so.
        if (elements.getTypeElement(elements.getModuleOf(type), PROCESSOR_ANNOTATIONS + ".Generated") != null) {
            header.append("@" + imports.topLevel(PROCESSOR_ANNOTATIONS, "Generated") + "(\""
                    + RouteProcessor.class.getName() + "\")\n");
        }
        if (isDeprecated()) {
            header.append(
                    "@SuppressWarnings({\"deprecation\", \"removal\"}) // its type is deprecated, or a part of it\n");
        }
        return header + visibility() + "final class " + Companion.simpleName(type) + " {\n";
    }

    private boolean isDeprecated() {
        return Stream.concat(Stream.of(type), type.getEnclosedElements().stream())
                        .anyMatch(elements::isDeprecated)
                || ConstraintFacts.variants(type).stream().anyMatch(elements::isDeprecated);
    }

    private String visibility() {
        return TypeReach.isPublic(type) ? "public " : "";
    }

    private String name(TypeElement named) {
        String arguments = Stream.generate(() -> "?")
                .limit(named.getTypeParameters().size())
                .collect(Collectors.joining(", ", "<", ">"));
        return imports.name(named) + (named.getTypeParameters().isEmpty() ? "" : arguments);
    }
}
