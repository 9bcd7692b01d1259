package io.serval.core;

import io.serval.core.internal.Folders;
import io.serval.core.internal.Linker;
import io.serval.core.internal.PublicFiles;
import io.serval.core.internal.RouteTrie;
import io.serval.core.internal.Verbs;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A linked application: takes a request to a public file or a route, through the middleware of the folders around it,
 * and turns every exception into a response. Immutable, for use by many threads.
 */
public final class Dispatcher implements Handler {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    /** What answers at an address: by verb, and otherwise. */
    private record Endpoint(Map<Verb, Handler> handlers, Handler otherwise) {
        Handler handlerOf(Request request) {
            return Verbs.pick(handlers, request.method()).orElse(otherwise);
        }
    }

    private final RouteTrie<Endpoint> endpoints = new RouteTrie<>();
    private final Folders folders = new Folders(Dispatcher::lastResort);
    private final @Nullable PublicFiles publicFiles;
    private final List<Route> routes;

    private Dispatcher(Builder builder, Services services) {
        publicFiles = builder.publicFiles;
        var linked = new ArrayList<Route>();
        // Folders first: they wrap the handlers that follow.
        for (Binder binder : builder.binders) {
            switch (binder) {
                case Binder.OfMiddleware middleware ->
                    folders.middleware(middleware.folder(), middleware.bind(services));
                case Binder.OfError error -> folders.error(error.folder(), error.bind(services));
                case Binder.OfRoute ignored -> {}
            }
        }
        for (Binder binder : builder.binders) {
            if (binder instanceof Binder.OfRoute route) {
                add(route.route(), route.bind(services), linked);
            }
        }
        for (Library library : builder.libraries) {
            add(library.route(), library.handlers().apply(this), linked);
        }
        routes = List.copyOf(linked);
    }

    /** Returns a builder of a dispatcher without routes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a {@link Dispatcher} is made of. */
    public static final class Builder {
        private final List<Binder> binders = new ArrayList<>();
        private final List<Library> libraries = new ArrayList<>();
        private @Nullable PublicFiles publicFiles;

        private Builder() {}

        /**
         * Adds the {@code routes} tree and the {@code public} folder of an application.
         *
         * @param application the application's own look-up: the tree is the package {@code routes} beside its class
         * @throws StartupException if a class of the tree has no binder, or a binder does not load
         */
        public Builder application(MethodHandles.Lookup application) {
            Linker.binders(application).forEach(this::binder);
            publicFiles = new PublicFiles(application.lookupClass().getClassLoader());
            return this;
        }

        Builder binder(Binder binder) {
            binders.add(binder);
            return this;
        }

        /**
         * Adds a route that a library brings along.
         *
         * @param handlers given the dispatcher itself, for requests within requests
         */
        public Builder route(Route route, Function<Handler, Map<Verb, Handler>> handlers) {
            libraries.add(new Library(route, handlers));
            return this;
        }

        /**
         * Builds every route with the services that it needs.
         *
         * @throws StartupException naming the fault: two routes of one address, a service that is missing
         */
        public Dispatcher build(Services services) {
            return new Dispatcher(this, services);
        }
    }

    private record Library(Route route, Function<Handler, Map<Verb, Handler>> handlers) {}

    /** The routes, as their binders describe them. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Answers the request; throws for nothing that the application does. Runs the handler in the request's scope, so call
     * it on a thread that may block.
     */
    @Override
    public Response handle(Request request) {
        try {
            return request.scope().call(() -> dispatch(request));
        } catch (Throwable e) {
            // Throwable: an Error of a handler must not leave the client without an answer either.
            return lastResort(e, request);
        }
    }

    private Response dispatch(Request request) throws Exception {
        Optional<Handler> file = publicFile(request);
        if (file.isPresent()) {
            return folders.unmatched(request, file.get());
        }
        Optional<RouteTrie.Match<Endpoint>> match = endpoints.find(request.segments());
        if (match.isEmpty()) {
            return folders.unmatched(request, Dispatcher::nothingHere);
        }
        Request matched = request.withPathValues(match.get().pathValues());
        return match.get().value().handlerOf(matched).handle(matched);
    }

    private Optional<Handler> publicFile(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return publicFiles == null || !reads ? Optional.empty() : publicFiles.find(request.segments());
    }

    private void add(Route route, Map<Verb, Handler> handlers, List<Route> linked) {
        var wrapped = new EnumMap<Verb, Handler>(Verb.class);
        handlers.forEach((verb, handler) -> wrapped.put(verb, folders.wrap(route.path(), handler)));
        String allow = Verbs.allow(handlers);
        Handler otherwise = folders.wrap(route.path(), request -> withoutHandler(request, allow));
        endpoints.add(route.path(), route.source(), new Endpoint(wrapped, otherwise));
        linked.add(route);
    }

    private static Response nothingHere(Request request) {
        throw new ProblemException(Problem.of(404, "There is nothing at " + request.path() + "."));
    }

    private static Response withoutHandler(Request request, String allow) {
        if (request.method().equals("OPTIONS")) {
            return Response.of(204).with("Allow", allow);
        }
        throw new ProblemException(
                Problem.of(
                        405,
                        request.method() + " is not possible at " + request.path() + "; possible are " + allow + "."),
                Headers.of("Allow", allow));
    }

    private static Response lastResort(Throwable error, Request request) {
        if (error instanceof ProblemException problem) {
            return problem.toResponse(request);
        }
        if (error instanceof Cancelled cancelled) {
            return abandoned(cancelled.reason(), request);
        }
        Optional<Scope.Cause> cause = request.scope().cause();
        if (cause.isPresent() && interrupted(error)) {
            LOG.log(Level.DEBUG, () -> request + " was abandoned.", error);
            return abandoned(cause.get(), request);
        }
        LOG.log(Level.ERROR, () -> request + " failed.", error);
        return Problem.of(500, "").toResponse(request);
    }

    /** Whether the error comes of the interrupt that a cancelled scope sends, as itself or wrapped. */
    private static boolean interrupted(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof Cancelled
                    || cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof CancellationException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Nobody reads this response if the client is gone; the others learn why there is no better one. */
    private static Response abandoned(Scope.Cause cause, Request request) {
        String detail = switch (cause) {
            case DEADLINE -> "The request took longer than it may.";
            case SHUTDOWN -> "The server is stopping.";
            case CANCELLED, CLIENT_GONE -> "The request was cancelled.";
        };
        return Problem.of(503, detail).toResponse(request);
    }
}
