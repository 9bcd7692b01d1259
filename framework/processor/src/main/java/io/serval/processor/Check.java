package io.serval.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** One thing that is checked of a value. */
sealed interface Check {
    /** A regular expression, and the constants of {@link java.util.regex.Pattern} that it is compiled with. */
    record Regex(String text, List<String> flags) {}

    /**
     * A built-in constraint.
     *
     * @param method the method of {@code Constraints}
     * @param arguments what the method takes between value and place
     * @param regex the expression that comes before these, if any
     * @param message what to tell instead of our own words
     */
    record OfConstraint(String method, List<Code> arguments, Optional<Regex> regex, Optional<String> message)
            implements Check {}

    /** All that is checked of a record or sealed interface, by its companion. */
    record OfType(TypeElement type) implements Check {}

    /** Checks of what is in an {@code Optional}, or of null. */
    record OfOptional(List<Check> checks) implements Check {}

    /** Checks of each item of an {@code Iterable}, element of an array or value of a {@code Map}. */
    record OfItems(List<Check> checks) implements Check {}

    /** Checks of each key of a {@code Map}. */
    record OfKeys(List<Check> checks) implements Check {}
}
