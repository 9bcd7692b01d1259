package io.serval.processor;

import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** What a binder passes for one parameter of a verb method. */
sealed interface Argument {
    /** The parameter. */
    VariableElement parameter();

    /** The name of the parameter. */
    default String name() {
        return parameter().getSimpleName().toString();
    }

    /** The declared type. */
    default TypeMirror type() {
        return parameter().asType();
    }

    /** A segment of the path, or a part of one. */
    record OfPath(VariableElement parameter, Conversion conversion) implements Argument {}

    /** A segment of the path that may be left out. */
    record OfOptionalPath(VariableElement parameter, Conversion conversion) implements Argument {}

    /** The segments of a rest parameter. */
    record OfRest(VariableElement parameter, Conversion conversion) implements Argument {}

    /** A named value. */
    record OfField(VariableElement parameter, Field field) implements Argument {}

    /** A record of named values of one source. */
    record OfRecord(VariableElement parameter, Source source, List<Field> fields) implements Argument {}

    /** The JSON body. */
    record OfBody(VariableElement parameter) implements Argument {}

    /** A JSON merge patch of the record. */
    record OfPatch(VariableElement parameter, TypeMirror patched) implements Argument {}

    /** The parts of a multipart body as they arrive. */
    record OfMultipart(VariableElement parameter) implements Argument {}

    /** The WebSocket that the request becomes. */
    record OfSocket(VariableElement parameter) implements Argument {}

    /** The request itself, or what one of its accessors returns. */
    record OfRequest(VariableElement parameter, String expression, boolean takesBody) implements Argument {}
}
