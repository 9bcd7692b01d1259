package io.serval.processor;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads parameters and record components as named values of a request. */
final class FieldReader {
    private static final String UPLOAD = "io.serval.core.Upload";

    private final TypeFacts facts;

    FieldReader(TypeFacts facts) {
        this.facts = facts;
    }

    /** Whether the type can be read from one text, from one text or none, or from several. */
    boolean isField(TypeMirror type) {
        return facts.conversion(element(type)).isPresent() || isFile(type);
    }

    /** Whether the type stands for uploaded files. */
    boolean isFile(TypeMirror type) {
        return facts.is(element(type), UPLOAD);
    }

    /**
     * Reads a parameter or component whose type {@link #isField is one}.
     *
     * @param where what has the parameter or component, to begin a sentence
     */
    Optional<Field> read(Element declared, Source source, String where, Faults faults) {
        TypeMirror type = declared.asType();
        Field.Shape shape = shape(type);
        String what = where + ": '" + declared.getSimpleName() + "' ";
        Optional<String> otherwise = Annotations.text(declared, "Default");
        if (isFile(type) && source != Source.FORM) {
            faults.add(
                    Rule.R07,
                    declared,
                    what + "is an uploaded file, which only a form holds.",
                    "uploads in a record called Form, or as a parameter of their own.",
                    "Drop @From, or write @From(FORM).");
            return Optional.empty();
        }
        if (otherwise.isPresent() && (shape != Field.Shape.ONE || isFile(type))) {
            faults.add(
                    Rule.R07,
                    declared,
                    what + "has a default, and " + (isFile(type) ? "a file has none." : "is never missing without it."),
                    "@Default on a single value.",
                    "Drop @Default, or take the value as " + element(type) + ".");
            return Optional.empty();
        }
        Optional<Conversion> conversion = isFile(type) ? Optional.empty() : facts.conversion(element(type));
        if (otherwise.isPresent() && !converts(conversion.orElseThrow(), otherwise.get())) {
            faults.add(
                    Rule.R07,
                    declared,
                    what + "has the default \"" + otherwise.get() + "\", which is not " + type + ".",
                    "a default that requests could send.",
                    "Correct the text of @Default.");
            return Optional.empty();
        }
        String wireName = Annotations.text(declared, "Name")
                .orElseGet(() -> source.wireName(declared.getSimpleName().toString()));
        return Optional.of(new Field(declared, facts.boxed(type), source, wireName, shape, conversion, otherwise));
    }

    /** Reads the components of a record; faulty ones are left out. */
    List<Field> readRecord(DeclaredType type, Source source, Faults faults) {
        var record = (TypeElement) type.asElement();
        var fields = new ArrayList<Field>();
        var names = new HashSet<String>();
        for (RecordComponentElement component : record.getRecordComponents()) {
            if (Annotations.has(component, "Nullable") || Annotations.has(component.asType(), "Nullable")) {
                faults.add(
                        Rule.R07,
                        component,
                        record.getQualifiedName() + ": '" + component.getSimpleName()
                                + "' is declared @Nullable, and binders pass no null.",
                        "Optional<…> for what may be left out.",
                        "Declare it as Optional, or drop the annotation.");
            } else if (isField(component.asType())) {
                read(component, source, record.getQualifiedName().toString(), faults)
                        .ifPresent(fields::add);
            } else {
                faults.add(
                        Rule.R07,
                        component,
                        record.getQualifiedName() + ": '" + component.getSimpleName() + "' cannot be read from the "
                                + source.accessor() + " as " + component.asType() + ".",
                        TypeFacts.SIMPLE + (source == Source.FORM ? ", Upload" : "")
                                + ", or an Optional or a List of one of these.",
                        "Take a simple type and convert it in the method.");
            }
        }
        for (Field field : fields) {
            if (!names.add(field.wireName())) {
                faults.add(
                        Rule.R07,
                        field.declared(),
                        record.getQualifiedName() + " reads '" + field.wireName() + "' twice.",
                        "a name of its own for each component.",
                        "Correct @Name.");
            }
        }
        return List.copyOf(fields);
    }

    private Field.Shape shape(TypeMirror type) {
        return facts.inOptional(type).isPresent()
                ? Field.Shape.OPTIONAL
                : facts.inList(type).isPresent() ? Field.Shape.ALL : Field.Shape.ONE;
    }

    private TypeMirror element(TypeMirror type) {
        return facts.inOptional(type).or(() -> facts.inList(type)).orElse(type);
    }

    private static boolean converts(Conversion conversion, String text) {
        try {
            conversion.check(text);
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
