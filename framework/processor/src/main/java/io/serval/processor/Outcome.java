package io.serval.processor;

import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** What a verb method returns, by the way in which a binder turns it into a response. */
sealed interface Outcome {
    /** Nothing. */
    record Nothing(int status) implements Outcome {}

    /** A WebSocket, which the method talks on in place of returning anything. */
    record Socket(List<String> protocols) implements Outcome {}

    /** A response. */
    record AsIs() implements Outcome {}

    /** A {@code Result}, which makes the response itself. */
    record Negotiated() implements Outcome {}

    /** A {@code Result} or nothing, which is a 404. */
    record OptionalNegotiated() implements Outcome {}

    /** A value, sent as JSON. */
    record Json(TypeMirror value, int status) implements Outcome {}

    /** A value or nothing: JSON or a 404. */
    record OptionalJson(TypeMirror value, int status) implements Outcome {}

    /**
     * A value of a sealed type, whose variants have statuses of their own.
     *
     * @param optional whether there may be nothing, which is a 404
     */
    record Variants(TypeMirror value, List<Variant> variants, boolean optional) implements Outcome {}

    /** A variant of a sealed type that has no variants itself. */
    record Variant(TypeElement type, int status) {}
}
