package io.serval.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Writes a companion beside each record and sealed interface of a compilation that has constraints of Jakarta Validation,
 * or leads to some: a class that checks values of the type. Each stems from its type alone.
 */
final class Companions {
    /** Types that wait for others which other processors may write. */
    private final Set<String> waiting = new LinkedHashSet<>();

    /** Writes those of a round. */
    void write(Collection<? extends Element> roots, ProcessingEnvironment environment) {
        Elements elements = environment.getElementUtils();
        if (elements.getTypeElement("jakarta.validation.Constraint") == null) {
            return;
        }
        var facts = new TypeFacts(elements, environment.getTypeUtils());
        var constraints = new ConstraintFacts(facts, elements);
        var reader = new ConstraintsReader(facts, constraints, elements);
        for (TypeElement type : candidates(roots, elements)) {
            if (Unresolved.in(type)) {
                waiting.add(type.getQualifiedName().toString());
            } else if (constraints.isChecked(type)) {
                write(type, reader, constraints, environment);
            }
        }
    }

    private List<TypeElement> candidates(Collection<? extends Element> roots, Elements elements) {
        var candidates = new LinkedHashSet<TypeElement>();
        waiting.stream().map(elements::getTypeElement).filter(Objects::nonNull).forEach(candidates::add);
        waiting.clear();
        ElementFilter.typesIn(roots).stream()
                .flatMap(Companions::withNested)
                .filter(ConstraintFacts::canHaveCompanion)
                .forEach(candidates::add);
        return List.copyOf(candidates);
    }

    private static Stream<TypeElement> withNested(TypeElement type) {
        return Stream.concat(
                Stream.of(type),
                ElementFilter.typesIn(type.getEnclosedElements()).stream().flatMap(Companions::withNested));
    }

    private static void write(
            TypeElement type,
            ConstraintsReader reader,
            ConstraintFacts constraints,
            ProcessingEnvironment environment) {
        var faults = new Faults();
        Elements elements = environment.getElementUtils();
        String source;
        if (!TypeReach.isVisible(type)) {
            faults.add(
                    Rule.R14,
                    type,
                    type.getQualifiedName() + " has constraints and is private, so that nothing can check them.",
                    "a type that its package can name.",
                    "Drop 'private'.");
            source = "";
        } else if (type.getRecordComponents().isEmpty()) {
            source = ConstraintsSource.ofSealed(
                    type,
                    ConstraintFacts.variants(type).stream()
                            .filter(constraints::isChecked)
                            .toList(),
                    elements);
        } else {
            reader.checkRest(type, faults);
            source = ConstraintsSource.ofRecord(type, components(type, reader, faults), elements);
        }
        faults.all().forEach(fault -> environment.getMessager().printError(fault.message(), fault.at()));
        if (faults.none()) {
            write(Companion.qualifiedName(type), source, type, environment);
        }
    }

    private static List<ConstraintsSource.Component> components(
            TypeElement type, ConstraintsReader reader, Faults faults) {
        var components = new ArrayList<ConstraintsSource.Component>();
        for (RecordComponentElement component : type.getRecordComponents()) {
            components.add(new ConstraintsSource.Component(
                    component,
                    wireName(component).orElse(component.getSimpleName().toString()),
                    reader.read(component, faults)));
        }
        return components;
    }

    private static Optional<String> wireName(RecordComponentElement component) {
        return component.getAnnotationMirrors().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals("io.serval.core.Name"))
                .flatMap(annotation -> annotation.getElementValues().values().stream())
                .map(AnnotationValue::getValue)
                .map(Object::toString)
                .findFirst();
    }

    private static void write(String className, String source, TypeElement type, ProcessingEnvironment environment) {
        try (Writer writer =
                environment.getFiler().createSourceFile(className, type).openWriter()) {
            writer.write(source);
        } catch (FilerException e) {
            environment
                    .getMessager()
                    .printError(
                            "What checks " + type.getQualifiedName() + " is called " + className
                                    + ", and there is a class of that name already.\nRename one of the two.",
                            type);
        } catch (IOException e) {
            environment.getMessager().printError("Cannot write " + className + ": " + e.getMessage(), type);
        }
    }
}
