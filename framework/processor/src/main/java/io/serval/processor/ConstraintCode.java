package io.serval.processor;

import java.util.List;
import java.util.stream.Stream;

/** Writes the statements that check a value. */
final class ConstraintCode {
    private static final String EACH = "~Constraints.each";

    private final String what;
    private final Imports imports;
    private final Constants constants;

    private ConstraintCode(String what, Imports imports, Constants constants) {
        this.what = what;
        this.imports = imports;
        this.constants = constants;
    }

    /**
     * Returns the statements, without the semicolons at their ends.
     *
     * @param what the name of the parameter or component, which constants are named after
     * @param value the expression of the value
     * @param place the expression of its {@code Place}
     */
    static List<Code> statements(
            List<Check> checks, String what, String value, String place, Imports imports, Constants constants) {
        return new ConstraintCode(what, imports, constants)
                .statements(checks, value, place, 1)
                .toList();
    }

    /** Returns the name of the class that checks values of the type. */
    static String companion(Check.OfType of, Imports imports) {
        return imports.topLevel(Companion.packageOf(of.type()), Companion.simpleName(of.type()));
    }

    private Stream<Code> statements(List<Check> checks, String value, String place, int depth) {
        return checks.stream().flatMap(check -> switch (check) {
            case Check.OfConstraint constraint -> Stream.of(constraint(constraint, value, place));
            case Check.OfType of ->
                Stream.of(Code.call(companion(of, imports) + ".check", Code.word(value), Code.word(place)));
            case Check.OfOptional(var inside) -> statements(inside, value + ".orElse(null)", place, depth);
            case Check.OfItems(var inside) -> Stream.of(each(EACH, inside, value, place, depth));
            case Check.OfKeys(var inside) -> Stream.of(each(EACH + "Key", inside, value, place, depth));
        });
    }

    private Code constraint(Check.OfConstraint constraint, String value, String place) {
        Stream<Code> regex = constraint.regex().stream().map(it -> Code.word(constants.pattern(it, what)));
        Code at = constraint
                .message()
                .map(message -> Code.call(place + ".saying", Code.text(message)))
                .orElse(Code.word(place));
        return Code.call(
                imports.in("~Constraints.") + constraint.method(),
                Stream.of(Stream.of(Code.word(value)), regex, constraint.arguments().stream(), Stream.of(at))
                        .flatMap(arguments -> arguments));
    }

    private Code each(String method, List<Check> inside, String value, String place, int depth) {
        Code check;
        if (inside.size() == 1 && inside.getFirst() instanceof Check.OfType of) {
            check = Code.word(companion(of, imports) + "::check");
        } else {
            String number = depth == 1 ? "" : String.valueOf(depth);
            String item = "item" + number;
            String itemPlace = "place" + number;
            check = new Code.Lambda(
                    "(" + item + ", " + itemPlace + ")",
                    statements(inside, item, itemPlace, depth + 1).toList());
        }
        return Code.call(imports.in(method), Code.word(value), Code.word(place), check);
    }
}
