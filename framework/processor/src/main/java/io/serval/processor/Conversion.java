package io.serval.processor;

import javax.lang.model.type.TypeMirror;

/** How a binder turns the text of a path or query parameter into a value. */
sealed interface Conversion {
    /** A constant of the core's {@code Conversion}. */
    record Constant(String name) implements Conversion {}

    /** By the names of an enum's constants. */
    record OfEnum(TypeMirror type) implements Conversion {}
}
