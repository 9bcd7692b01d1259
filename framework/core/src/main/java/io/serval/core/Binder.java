package io.serval.core;

import java.util.Map;

/**
 * The class that the processor writes beside a class of the {@code routes} tree: it describes it, and turns requests into
 * calls of it. The {@link Dispatcher} links the binders of an application when it starts.
 */
public sealed interface Binder {
    /** Binds a route. */
    non-sealed interface OfRoute extends Binder {
        /** Describes the route. */
        Route route();

        /**
         * Builds the route with the services that it needs and returns its handlers.
         *
         * @throws StartupException if a service is missing
         */
        Map<Verb, Handler> bind(Services services);
    }

    /** Binds a {@code _middleware} class. */
    non-sealed interface OfMiddleware extends Binder {
        /** The path template of the folder that it holds for. */
        String folder();

        /**
         * Builds the class with the services that it needs and returns its middleware by verb.
         *
         * @throws StartupException if a service is missing
         */
        Map<Verb, Middleware> bind(Services services);
    }

    /** Binds a class of the package {@code middleware} beside the tree: it holds for every request, 404s and files too. */
    non-sealed interface OfGlobal extends Binder {
        /** The simple name of the class. The global middleware is ordered by it, the first outermost, whatever the verbs. */
        String name();

        /**
         * Builds the class with the services that it needs and returns its middleware by verb.
         *
         * @throws StartupException if a service is missing
         */
        Map<Verb, Middleware> bind(Services services);
    }

    /** Binds an {@code _error} class. */
    non-sealed interface OfError extends Binder {
        /** The path template of the folder that it holds for. */
        String folder();

        /**
         * Builds the class with the services that it needs and returns its handler, which rethrows what it has no
         * method for.
         *
         * @throws StartupException if a service is missing
         */
        ErrorHandler bind(Services services);
    }
}
