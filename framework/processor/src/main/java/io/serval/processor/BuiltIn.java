package io.serval.processor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The constraints that Jakarta Validation 3.1 defines itself. */
enum BuiltIn {
    ASSERT_FALSE("AssertFalse", Fits.TRUTH),
    ASSERT_TRUE("AssertTrue", Fits.TRUTH),
    DECIMAL_MAX("DecimalMax", Fits.WHOLE_OR_TEXT, "value", "inclusive"),
    DECIMAL_MIN("DecimalMin", Fits.WHOLE_OR_TEXT, "value", "inclusive"),
    DIGITS("Digits", Fits.WHOLE_OR_TEXT, "integer", "fraction"),
    EMAIL("Email", Fits.TEXT),
    FUTURE("Future", Fits.TIME),
    FUTURE_OR_PRESENT("FutureOrPresent", Fits.TIME),
    MAX("Max", Fits.WHOLE, "value"),
    MIN("Min", Fits.WHOLE, "value"),
    NEGATIVE("Negative", Fits.NUMBER),
    NEGATIVE_OR_ZERO("NegativeOrZero", Fits.NUMBER),
    NOT_BLANK("NotBlank", Fits.TEXT),
    NOT_EMPTY("NotEmpty", Fits.SIZED),
    NOT_NULL("NotNull", Fits.ANYTHING),
    NULL("Null", Fits.ANYTHING),
    PAST("Past", Fits.TIME),
    PAST_OR_PRESENT("PastOrPresent", Fits.TIME),
    PATTERN("Pattern", Fits.TEXT),
    POSITIVE("Positive", Fits.NUMBER),
    POSITIVE_OR_ZERO("PositiveOrZero", Fits.NUMBER),
    SIZE("Size", Fits.SIZED, "min", "max");

    private static final String PACKAGE = "jakarta.validation.constraints.";

    private final String annotation;
    private final Fits fits;
    private final List<String> attributes;

    BuiltIn(String annotation, Fits fits, String... attributes) {
        this.annotation = annotation;
        this.fits = fits;
        this.attributes = List.of(attributes);
    }

    /** Returns the constraint whose annotation has the qualified name. */
    static Optional<BuiltIn> of(String annotationName) {
        return Arrays.stream(values())
                .filter(each -> annotationName.equals(PACKAGE + each.annotation))
                .findFirst();
    }

    /** The simple name of the annotation. */
    String annotation() {
        return annotation;
    }

    /** What it can stand on. */
    Fits fits() {
        return fits;
    }

    /** The attributes that {@code Constraints} takes, in that order. */
    List<String> attributes() {
        return attributes;
    }

    /** The method of {@code Constraints}. */
    String method() {
        return this == NULL ? "isNull" : Character.toLowerCase(annotation.charAt(0)) + annotation.substring(1);
    }
}
