package io.serval.processor;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/**
 * A named value of the query, the headers, the cookies or a form.
 *
 * @param declared the parameter or record component that takes it
 * @param type the declared type; the class of a primitive one
 * @param wireName its name in the request
 * @param shape how many there may be
 * @param conversion how the text is read; empty for an uploaded file
 * @param otherwise the text that stands for a value that is left out
 */
record Field(
        Element declared,
        TypeMirror type,
        Source source,
        String wireName,
        Shape shape,
        Optional<Conversion> conversion,
        Optional<String> otherwise) {
    /** How many values a field takes. */
    enum Shape {
        ONE,
        OPTIONAL,
        ALL
    }

    /** The Java name. */
    String name() {
        return declared.getSimpleName().toString();
    }

    /** Whether requests without it are refused. */
    boolean required() {
        return shape == Shape.ONE && otherwise.isEmpty();
    }
}
