package io.serval.processor;

import javax.lang.model.type.TypeMirror;

/** What a binder passes for one parameter of a verb method. */
sealed interface Argument {
    /** The name of the method's parameter. */
    String name();

    /** The declared type. */
    TypeMirror type();

    /** A segment of the path. */
    record OfPath(String name, TypeMirror type, Conversion conversion) implements Argument {}

    /** The segments of a rest parameter. */
    record OfRest(String name, TypeMirror type) implements Argument {}

    /** A query parameter that must be there. */
    record OfQuery(String name, TypeMirror type, Conversion conversion) implements Argument {}

    /** A query parameter that may be left out. */
    record OfOptionalQuery(String name, TypeMirror type, Conversion conversion) implements Argument {}

    /** The JSON body. */
    record OfBody(String name, TypeMirror type) implements Argument {}

    /** The request itself, or what one of its accessors returns. */
    record OfRequest(String name, TypeMirror type, String expression) implements Argument {}
}
