package io.serval.core;

import java.util.Objects;
import java.util.Optional;

/** Turns what a route method returned into a response; called by binders. */
public final class Results {
    private Results() {}

    /** Returns the 204 of a method that returns nothing. */
    public static Response none() {
        return Response.of(204);
    }

    /** Returns a response of the status without a body. */
    public static Response none(int status) {
        return Response.of(status);
    }

    /**
     * Returns the value as it is.
     *
     * @throws NullPointerException if it is null, with words for the author of the route
     */
    public static <T> T required(T value) {
        return Objects.requireNonNull(
                value, "The route returned null in place of a value. Return an Optional where there may be none.");
    }

    /** Returns a 200 with the value as JSON. */
    public static <T> Response json(T value, TypeRef<T> type) {
        return json(200, value, type);
    }

    /** Returns a response of the status with the value as JSON. */
    public static <T> Response json(int status, T value, TypeRef<T> type) {
        return Response.of(status, Json.MEDIA_TYPE, Json.bytes(required(value), type.type()));
    }

    /**
     * Returns the value as JSON.
     *
     * @throws ProblemException 404 if there is none
     */
    public static <T> Response json(Optional<T> value, TypeRef<T> type, Request request) {
        return json(present(value, request), type);
    }

    /**
     * Returns the value.
     *
     * @throws ProblemException 404 if there is none
     */
    public static <T> T present(Optional<T> value, Request request) {
        return required(value)
                .orElseThrow(
                        () -> new ProblemException(Problem.of(404, "There is nothing at " + request.path() + ".")));
    }
}
