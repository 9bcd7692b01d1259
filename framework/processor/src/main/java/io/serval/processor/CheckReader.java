package io.serval.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** Reads the constraints of arguments. */
final class CheckReader {
    private final ConstraintFacts facts;
    private final ConstraintsReader constraints;

    CheckReader(TypeFacts types, Elements elements) {
        this.facts = new ConstraintFacts(types, elements);
        this.constraints = new ConstraintsReader(types, facts, elements);
    }

    /** Returns the checks of the arguments that have some. */
    List<ArgumentCheck> read(List<Argument> arguments, Faults faults) {
        return arguments.stream()
                .flatMap(argument -> read(argument, faults))
                .filter(check -> !check.checks().isEmpty())
                .toList();
    }

    private Stream<ArgumentCheck> read(Argument argument, Faults faults) {
        return switch (argument) {
            // The names that the class beside the record would tell are not those of the header fields.
            case Argument.OfRecord of
            when of.source() == Source.HEADER ->
                of.fields().stream().map(field -> check(of, Optional.of(field), field.declared(), faults));
            case Argument.OfPatch of ->
                facts.checked(of.patched()).stream()
                        .map(type -> new ArgumentCheck(of, Optional.empty(), List.of(new Check.OfType(type))));
            case Argument.OfRequest _, Argument.OfSocket _, Argument.OfMultipart _ -> Stream.empty();
            default -> Stream.of(check(argument, Optional.empty(), argument.parameter(), faults));
        };
    }

    private ArgumentCheck check(Argument argument, Optional<Field> component, Element element, Faults faults) {
        return new ArgumentCheck(argument, component, constraints.read(element, faults));
    }
}
