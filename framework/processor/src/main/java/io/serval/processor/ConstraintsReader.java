package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads what is checked of the values of parameters and record components. */
final class ConstraintsReader {
    private final TypeFacts facts;
    private final ConstraintFacts constraints;
    private final Elements elements;

    ConstraintsReader(TypeFacts facts, ConstraintFacts constraints, Elements elements) {
        this.facts = facts;
        this.constraints = constraints;
        this.elements = elements;
    }

    /** Returns the checks of a parameter or component; not to be used if there are faults. */
    List<Check> read(Element element, Faults faults) {
        TypeMirror type = ConstraintFacts.declared(element).asType();
        return new OfElement(element, faults).read(type, constraints.constraintsOf(element));
    }

    /** Reports constraints that stand where nothing checks them: on the type itself, and on its methods. */
    void checkRest(TypeElement type, Faults faults) {
        List<ExecutableElement> accessors = type.getRecordComponents().stream()
                .map(RecordComponentElement::getAccessor)
                .toList();
        List<Element> others = new ArrayList<>(List.of(type));
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> !accessors.contains(method))
                .forEach(others::add);
        for (Element other : others) {
            for (AnnotationMirror mirror : ConstraintFacts.constraintsIn(other)) {
                faults.add(
                        Rule.R14,
                        other,
                        other + " has " + new ConstraintAnnotation(mirror, elements).name()
                                + ", and only the components of records are checked.",
                        "constraints on components.",
                        "For a rule about several components, throw an IllegalArgumentException in the constructor.");
            }
        }
    }

    /** Reads one parameter or component. */
    private final class OfElement {
        private final Element element;
        private final Faults faults;

        private OfElement(Element element, Faults faults) {
            this.element = element;
            this.faults = faults;
        }

        List<Check> read(TypeMirror type, List<AnnotationMirror> annotations) {
            Optional<TypeMirror> inside = facts.inOptional(type).map(ConstraintFacts::bound);
            if (inside.isPresent()) {
                var all = new ArrayList<>(annotations);
                all.addAll(ConstraintFacts.constraintsIn(inside.get()));
                return all(Check.OfOptional::new, read(inside.get(), all));
            }
            var checks = new ArrayList<Check>();
            for (AnnotationMirror mirror : annotations) {
                constraint(new ConstraintAnnotation(mirror, elements), type, checks);
            }
            cascade(type).ifPresent(checks::add);
            constraints.keys(type).ifPresent(keys -> checks.addAll(all(Check.OfKeys::new, readItem(type, keys))));
            constraints.items(type).ifPresent(items -> checks.addAll(all(Check.OfItems::new, readItem(type, items))));
            return checks;
        }

        private List<Check> readItem(TypeMirror container, TypeMirror item) {
            // What stands before the type of an array is the array's, whatever javac says.
            return read(item, container instanceof ArrayType ? List.of() : ConstraintFacts.constraintsIn(item));
        }

        private List<Check> all(Function<List<Check>, Check> around, List<Check> checks) {
            return checks.isEmpty() ? List.of() : List.of(around.apply(checks));
        }

        private void constraint(ConstraintAnnotation annotation, TypeMirror type, List<Check> checks) {
            Optional<BuiltIn> builtIn = annotation.builtIn();
            if (builtIn.isEmpty()) {
                fault(
                        "has " + annotation.name() + ", a constraint of its own that nothing here can check",
                        "the constraints of jakarta.validation.constraints.",
                        "Throw an IllegalArgumentException in the constructor of a record instead: clients get its"
                                + " message with the place.");
            } else if (!builtIn.get().fits().test(type, facts)) {
                fault(
                        "has " + annotation.name() + ", which does not fit the type " + PlainName.of(type),
                        builtIn.get().fits().words() + ".",
                        hint(type));
            } else if (annotation.lists("groups") || annotation.lists("payload")) {
                fault(
                        "has " + annotation.name() + " with groups or a payload, which nothing here takes into account",
                        "constraints that always hold.",
                        "Make a record for each case.");
            } else if (annotation.broken().isPresent()) {
                fault(
                        "has " + annotation.name() + ", which "
                                + annotation.broken().get(),
                        "a constraint that a value can meet.",
                        "Mend the annotation.");
            } else {
                add(annotation, builtIn.get(), checks);
            }
        }

        private void add(ConstraintAnnotation annotation, BuiltIn builtIn, List<Check> checks) {
            if (builtIn != BuiltIn.PATTERN) {
                checks.add(new Check.OfConstraint(
                        builtIn.method(),
                        builtIn.attributes().stream().map(annotation::argument).toList(),
                        Optional.empty(),
                        annotation.message()));
            }
            annotation
                    .regex()
                    .ifPresent(regex -> checks.add(new Check.OfConstraint(
                            BuiltIn.PATTERN.method(), List.of(), Optional.of(regex), annotation.message())));
        }

        private Optional<Check> cascade(TypeMirror type) {
            if (facts.typeArguments(type).stream().anyMatch(this::leadsToConstraints)
                    && constraints.items(type).isEmpty()) {
                fault(
                        "is a " + PlainName.of(type)
                                + ", and what checks it does not know its type arguments, which have" + " constraints",
                        "Optional, collections and maps around what is checked.",
                        "Declare a record that is not generic.");
                return Optional.empty();
            }
            Optional<TypeElement> checked = constraints.checked(type);
            if (checked.isPresent() && !constraints.hasCompanion(checked.get())) {
                fault(
                        "is a " + PlainName.of(type)
                                + ", which has constraints and comes from a library without the code that"
                                + " checks them",
                        "a class " + Companion.qualifiedName(checked.get()) + ".",
                        "Compile the library with Serval's processor, or declare a record of your own.");
                return Optional.empty();
            }
            return checked.filter(TypeReach::isVisible).map(Check.OfType::new);
        }

        private boolean leadsToConstraints(TypeMirror argument) {
            TypeMirror type = ConstraintFacts.bound(argument);
            return !ConstraintFacts.constraintsIn(type).isEmpty()
                    || constraints.checked(type).isPresent()
                    || facts.typeArguments(type).stream().anyMatch(this::leadsToConstraints);
        }

        private String hint(TypeMirror type) {
            return switch (type) {
                case ArrayType array ->
                    "To check the elements, declare a List<@… " + PlainName.of(facts.boxed(array.getComponentType()))
                            + ">.";
                default ->
                    facts.isA(facts.boxed(type), "java.lang.Double") || facts.isA(facts.boxed(type), "java.lang.Float")
                            ? "Declare a BigDecimal, as bounds of floating-point numbers are not exact."
                            : "Choose another constraint, or another type.";
            };
        }

        private void fault(String what, String expected, String hint) {
            Element owner = element.getEnclosingElement();
            String where = owner instanceof ExecutableElement method
                    ? method.getEnclosingElement() + "." + method.getSimpleName() + ": the parameter '"
                    : owner + ": the component '";
            faults.add(Rule.R14, element, where + element.getSimpleName() + "' " + what + ".", expected, hint);
        }
    }
}
