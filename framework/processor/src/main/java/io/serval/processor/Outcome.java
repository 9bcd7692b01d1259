package io.serval.processor;

import javax.lang.model.type.TypeMirror;

/** What a verb method returns, by the way in which a binder turns it into a response. */
sealed interface Outcome {
    /** Nothing: a 204. */
    record Nothing() implements Outcome {}

    /** A response. */
    record AsIs() implements Outcome {}

    /** A {@code Result}, which makes the response itself. */
    record Negotiated() implements Outcome {}

    /** A {@code Result} or nothing, which is a 404. */
    record OptionalNegotiated() implements Outcome {}

    /** A value, sent as JSON. */
    record Json(TypeMirror value) implements Outcome {}

    /** A value or nothing: JSON or a 404. */
    record OptionalJson(TypeMirror value) implements Outcome {}
}
