package io.serval.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Decides how a binder comes by the object whose methods it calls. */
final class ConstructionReader {
    private final TypeFacts facts;

    ConstructionReader(TypeFacts facts) {
        this.facts = facts;
    }

    /** Returns the way; empty if there is none. */
    Optional<Bound.Construction> read(TypeElement type, List<? extends Element> members, Faults faults) {
        if (members.stream().allMatch(member -> member.getModifiers().contains(Modifier.STATIC))) {
            return Optional.of(new Bound.Construction.None());
        }
        Optional<String> fault = whyNot(type);
        if (fault.isPresent()) {
            faults.add(
                    Rule.R12,
                    type,
                    type.getQualifiedName() + " cannot be built: " + fault.get() + ".",
                    "a record, or a class with one constructor that its package can call.",
                    "Make it a record whose components are the services that it needs, or make its verb methods static. "
                            + "If it is no route, move it out of the tree or start its name with an underscore.");
            return Optional.empty();
        }
        var services = new ArrayList<TypeMirror>();
        for (Element parameter : parameters(type)) {
            service(parameter, type, faults).ifPresent(services::add);
        }
        return Optional.of(new Bound.Construction.WithServices(List.copyOf(services)));
    }

    private Optional<String> whyNot(TypeElement type) {
        if (type.getKind() == ElementKind.INTERFACE) {
            return Optional.of("it is an interface, and not all of its verb methods are static");
        }
        if (type.getKind() == ElementKind.ENUM || type.getKind() == ElementKind.ANNOTATION_TYPE) {
            return Optional.of("it is neither a record nor a class, and not all of its verb methods are static");
        }
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            return Optional.of("it is abstract");
        }
        if (!type.getTypeParameters().isEmpty()) {
            return Optional.of("it has type parameters");
        }
        if (type.getKind() == ElementKind.RECORD) {
            return Optional.empty();
        }
        List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
        if (constructors.size() != 1) {
            return Optional.of("it has " + constructors.size() + " constructors");
        }
        if (constructors.getFirst().getModifiers().contains(Modifier.PRIVATE)) {
            return Optional.of("its constructor is private");
        }
        return constructors.getFirst().getThrownTypes().stream()
                .filter(facts::isChecked)
                .findFirst()
                .map(thrown -> "its constructor throws " + thrown + ", and building it must not fail");
    }

    private static List<? extends Element> parameters(TypeElement type) {
        return type.getKind() == ElementKind.RECORD
                ? type.getRecordComponents()
                : ElementFilter.constructorsIn(type.getEnclosedElements())
                        .getFirst()
                        .getParameters();
    }

    private Optional<TypeMirror> service(Element parameter, TypeElement type, Faults faults) {
        TypeMirror service = parameter.asType();
        if (service instanceof DeclaredType declared
                && declared.getTypeArguments().isEmpty()
                && !facts.isRaw(service)
                && facts.canBeNamed(service)
                && facts.conversion(service).isEmpty()) {
            return Optional.of(service);
        }
        faults.add(
                Rule.R12,
                parameter,
                type.getQualifiedName() + " needs a service of type " + service + " for '" + parameter.getSimpleName()
                        + "', and services are found by their class.",
                "a class or an interface without type arguments, that its package can name.",
                "Wrap it in a class of its own and provide that. Settings can go into a record.");
        return Optional.empty();
    }
}
