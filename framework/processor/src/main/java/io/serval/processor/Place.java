package io.serval.processor;

/** What a class of a {@code routes} tree is, by its name. */
sealed interface Place {
    /** A class with the verbs of a path. */
    record OfRoute(Path path) implements Place {}

    /** The {@code _middleware} of a folder. */
    record OfMiddleware(Path folder) implements Place {}

    /** The {@code _error} of a folder. */
    record OfError(Path folder) implements Place {}
}
