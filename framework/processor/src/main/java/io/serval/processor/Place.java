package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;

/** What a class of an application's trees is, by its name. */
sealed interface Place {
    /** A class with the verbs of a path. */
    record OfRoute(PathTemplate path) implements Place {}

    /** The {@code _middleware} of a folder. */
    record OfMiddleware(PathTemplate folder) implements Place {}

    /** The {@code _error} of a folder. */
    record OfError(PathTemplate folder) implements Place {}
}
