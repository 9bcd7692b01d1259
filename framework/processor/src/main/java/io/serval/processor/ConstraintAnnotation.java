package io.serval.processor;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** One constraint as it is written: its attributes, with their defaults. */
final class ConstraintAnnotation {
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^{}]*}");
    private static final Map<String, Integer> FLAGS = Map.of(
            "UNIX_LINES", Pattern.UNIX_LINES,
            "CASE_INSENSITIVE", Pattern.CASE_INSENSITIVE,
            "COMMENTS", Pattern.COMMENTS,
            "MULTILINE", Pattern.MULTILINE,
            "DOTALL", Pattern.DOTALL,
            "UNICODE_CASE", Pattern.UNICODE_CASE,
            "CANON_EQ", Pattern.CANON_EQ);

    private final AnnotationMirror mirror;
    private final Elements elements;

    ConstraintAnnotation(AnnotationMirror mirror, Elements elements) {
        this.mirror = mirror;
        this.elements = elements;
    }

    /** Returns the simple name behind an at sign. */
    String name() {
        return "@" + mirror.getAnnotationType().asElement().getSimpleName();
    }

    /** Returns the constraint; empty if Jakarta Validation does not define it. */
    Optional<BuiltIn> builtIn() {
        return BuiltIn.of(((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString());
    }

    /** Whether the attribute lists something. */
    boolean lists(String attribute) {
        return value(attribute) instanceof List<?> list && !list.isEmpty();
    }

    /** Returns the attribute as it stands in a source. */
    Code argument(String attribute) {
        Object value = value(attribute);
        return switch (value) {
            case String text -> Code.text(text);
            case Long number when number.intValue() != number -> Code.word(number + "L");
            case Integer number when number == Integer.MAX_VALUE -> Code.word("Integer.MAX_VALUE");
            default -> Code.word(value.toString());
        };
    }

    /** Returns what to tell the client: the message with attributes in place of their names; empty for our own words. */
    Optional<String> message() {
        String message = value("message").toString();
        return TEMPLATE.matcher(message).matches()
                ? Optional.empty()
                : Optional.of(TEMPLATE.matcher(message).replaceAll(template -> {
                    String attribute =
                            template.group().substring(1, template.group().length() - 1);
                    Object value = valueOrNull(attribute);
                    return Matcher.quoteReplacement(value == null ? template.group() : value.toString());
                }));
    }

    /** Returns the regular expression, of those constraints that have one and say so. */
    Optional<Check.Regex> regex() {
        Object text = valueOrNull("regexp");
        boolean any = builtIn().equals(Optional.of(BuiltIn.EMAIL)) && ".*".equals(text);
        return text == null || any ? Optional.empty() : Optional.of(new Check.Regex(text.toString(), flags()));
    }

    /** Returns why the attributes make no sense, to end a sentence; empty if they do. */
    Optional<String> broken() {
        return switch (builtIn().orElseThrow()) {
            case PATTERN, EMAIL -> regex().flatMap(ConstraintAnnotation::brokenRegex);
            case DECIMAL_MIN, DECIMAL_MAX -> brokenNumber(value("value").toString());
            case SIZE -> brokenRange((Integer) value("min"), (Integer) value("max"));
            case DIGITS ->
                (Integer) value("integer") < 0 || (Integer) value("fraction") < 0
                        ? Optional.of("asks for fewer than no digits")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> brokenRegex(Check.Regex regex) {
        try {
            Pattern.compile(
                    regex.text(),
                    regex.flags().stream()
                            .mapToInt(flag -> Objects.requireNonNull(FLAGS.get(flag)))
                            .reduce(0, (some, more) -> some | more));
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("has a regular expression that does not compile: " + e.getDescription()
                    + (e.getIndex() < 0 ? "" : " near index " + e.getIndex()) + " of '" + regex.text() + "'");
        }
    }

    private static Optional<String> brokenNumber(String text) {
        try {
            new BigDecimal(text);
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of("has the bound '" + text + "', which is no number");
        }
    }

    private static Optional<String> brokenRange(int min, int max) {
        return min < 0 || max < min
                ? Optional.of("allows no size at all, from " + min + " to " + max)
                : Optional.empty();
    }

    private List<String> flags() {
        return ((List<?>) value("flags"))
                .stream()
                        .map(flag -> ((VariableElement) ((AnnotationValue) flag).getValue())
                                .getSimpleName()
                                .toString())
                        .toList();
    }

    private Object value(String attribute) {
        return Objects.requireNonNull(valueOrNull(attribute));
    }

    private @Nullable Object valueOrNull(String attribute) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                elements.getElementValuesWithDefaults(mirror).entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(attribute)) {
                return entry.getValue().getValue();
            }
        }
        return null;
    }
}
