package io.serval.core;

import io.serval.core.internal.assets.PublicFiles;
import io.serval.core.internal.dev.DevErrors;
import io.serval.core.internal.dispatch.Endpoint;
import io.serval.core.internal.dispatch.Folders;
import io.serval.core.internal.dispatch.Interruptions;
import io.serval.core.internal.dispatch.Verbs;
import io.serval.core.internal.link.Assembly;
import io.serval.core.internal.link.Linker;
import io.serval.core.internal.path.RouteTrie;
import io.serval.core.internal.socket.SocketEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A linked application: takes a request to a public file or a route, through the middleware of the folders around it,
 * and turns every exception into a response. Immutable, for use by many threads.
 */
public final class Dispatcher implements Handler {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Matching matching;
    private final RouteTrie<Endpoint> endpoints;
    private final Folders folders;
    private final @Nullable PublicFiles publicFiles;
    private final List<Route> routes;
    private final int middlewares;
    private final FailureListener failures;
    private final @Nullable DevErrors dev;

    private Dispatcher(Builder builder, Services services) {
        matching = builder.matching;
        publicFiles = builder.resources == null ? null : new PublicFiles(builder.resources, builder.dev);
        failures = builder.failures;
        middlewares = (int) builder.binders.stream()
                .filter(binder -> binder instanceof Binder.OfMiddleware || binder instanceof Binder.OfGlobal)
                .count();
        folders = new Folders(matching.ignoreCase(), this::lastResort);
        endpoints = new RouteTrie<>(matching.ignoreCase(), Endpoint::and);
        var assembly = new Assembly(builder.linked.tree(), matching.ignoreCase(), folders);
        assembly.bind(builder.binders, services);
        builder.libraries.forEach(
                library -> assembly.add(library.route(), library.handlers().apply(this)));
        routes = assembly.finish(this::add);
        dev = builder.dev ? new DevErrors(routes, this::templateOf) : null;
    }

    /** Returns a builder of a dispatcher without routes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a {@link Dispatcher} is made of. */
    public static final class Builder {
        private final List<Binder> binders = new ArrayList<>();
        private final List<Library> libraries = new ArrayList<>();
        private Matching matching = Matching.DEFAULT;
        private Linker.Linked linked = Linker.Linked.NONE;
        private @Nullable ClassLoader resources;
        private FailureListener failures = (error, request) -> {};
        private boolean dev;

        private Builder() {}

        /**
         * Adds the {@code routes} tree, the package {@code middleware} and the {@code public} folder of an application.
         *
         * @param application the application's own look-up: the tree is the package {@code routes} beside its class
         * @throws StartupException with all faults of the tree, a paragraph each: routes that cannot live beside each
         *     other, classes without a binder, binders that do not load or are older than what they bind
         */
        public Builder application(MethodHandles.Lookup application) {
            linked = Linker.link(application);
            linked.binders().forEach(this::binder);
            resources = application.lookupClass().getClassLoader();
            return this;
        }

        Builder binder(Binder binder) {
            binders.add(binder);
            return this;
        }

        /** Sets how paths are matched; {@link Matching#DEFAULT} unless called. */
        public Builder matching(Matching rules) {
            matching = rules;
            return this;
        }

        /**
         * Sets whether clients are told of the inside of an error, with its stack trace, and which routes there are, and
         * whether public files are looked for on each request: for the developer's own machine, and off unless it is
         * switched on.
         */
        public Builder dev(boolean on) {
            dev = on;
            return this;
        }

        /** Sets who hears of failures; they are logged in any case. */
        public Builder failures(FailureListener listener) {
            failures = listener;
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
         * @throws StartupException with all faults, a paragraph each: services that are missing, a library's route at a
         *     path of the application's own, paths that differ in case alone where it is ignored
         */
        public Dispatcher build(Services services) {
            if (matching.ignoreCase()) {
                linked.conflicts().checkFoldersIgnoringCase();
            }
            return new Dispatcher(this, services);
        }
    }

    private record Library(Route route, Function<Handler, Map<Verb, Handler>> handlers) {}

    /** The routes, as their binders describe them. */
    public List<Route> routes() {
        return routes;
    }

    /** How many classes hold middleware. */
    public int middlewares() {
        return middlewares;
    }

    /**
     * Answers the request; throws for nothing that the application does. Runs the handler in the request's scope, so call
     * it on a thread that may block.
     */
    @Override
    public Response handle(Request request) {
        return inScope(request, () -> dispatch(request).answer());
    }

    /** While files are looked for on each request, the disk has to be asked, which may take its time. */
    @Override
    public Prepared prepare(Request request) {
        if (dev != null) {
            return Handler.super.prepare(request);
        }
        Prepared found = dispatch(request);
        return new Prepared(asked -> inScope(asked, found::answer), request, found.onEventLoop());
    }

    private Response inScope(Request request, Callable<Response> work) {
        try {
            return hearingFailures(request.scope().call(work), request);
        } catch (Throwable e) {
            // Throwable: an Error of a handler must not leave the client without an answer either.
            return lastResort(e, request);
        }
    }

    private Prepared dispatch(Request request) {
        if (request.aboutServer()) {
            return unmatched(request, ignored -> Response.of(204));
        }
        Optional<Handler> file = publicFile(request);
        if (file.isPresent()) {
            return unmatched(request, file.get());
        }
        Optional<RouteTrie.Match<Endpoint>> match = find(request);
        if (match.isEmpty()) {
            return unmatched(request, Dispatcher::nothingHere);
        }
        if (request.endsInSlash() && matching.trailingSlash() != Matching.TrailingSlash.IGNORE) {
            return unmatched(
                    request,
                    matching.trailingSlash() == Matching.TrailingSlash.STRICT
                            ? Dispatcher::nothingHere
                            : Dispatcher::withoutSlash);
        }
        Request matched =
                request.matched(match.get().value().path(), match.get().positions());
        return handlerOf(match.get().value(), matched).prepare(matched);
    }

    private Prepared unmatched(Request request, Handler handler) {
        return new Prepared(asked -> folders.unmatched(asked, handler), request, false);
    }

    /**
     * What fails on a WebSocket fails after its response: no error handler can answer, but it is heard of all the same. A
     * response that was kept would hand the socket of one request to the handler of another.
     */
    private Response hearingFailures(Response response, Request request) {
        if (!(response.content() instanceof Content.WebSocket(SocketEndpoint endpoint, var protocol))) {
            return response;
        }
        if (!endpoint.request().scope().equals(request.scope())) {
            throw new IllegalStateException("The answer to " + request + " is the WebSocket of " + endpoint.request()
                    + ". An upgrade answers the request that it was made for, once.");
        }
        return new Response(
                response.status(),
                response.headers(),
                new Content.WebSocket(endpoint.onFailure(error -> tell(error, request)), protocol));
    }

    private Optional<RouteTrie.Match<Endpoint>> find(Request request) {
        Optional<RouteTrie.Match<Endpoint>> first = endpoints.find(request.segments());
        if (!matching.fallThrough()) {
            return first;
        }
        Optional<RouteTrie.Match<Endpoint>> answering =
                endpoints.find(request.segments(), endpoint -> endpoint.answers(request));
        return answering.isPresent() ? answering : first;
    }

    private Handler handlerOf(Endpoint endpoint, Request request) {
        return endpoint.handler(request)
                .orElseGet(() -> folders.wrap(
                        endpoint.template(), asked -> withoutHandler(asked, Verbs.allow(verbs(endpoint, asked)))));
    }

    /** The verbs that have a handler at the path of the request. */
    private Set<Verb> verbs(Endpoint endpoint, Request request) {
        if (!matching.fallThrough()) {
            return endpoint.verbs();
        }
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        endpoints.find(request.segments(), less -> {
            verbs.addAll(less.verbs());
            return false;
        });
        return verbs;
    }

    private Optional<Handler> publicFile(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return publicFiles == null || !reads
                ? Optional.empty()
                : publicFiles.find(request.segments()).map(found -> handlerOf(found, request));
    }

    /** The index of a folder is at its address with a slash, as what it refers to lies in that folder. */
    private static Handler handlerOf(PublicFiles.Found found, Request request) {
        boolean lacksSlash =
                found.folder() && !request.endsInSlash() && !request.segments().isEmpty();
        return lacksSlash
                ? asked -> Response.of(308).with("Location", asked.uri() + "/" + asked.search())
                : found.handler();
    }

    private void add(Endpoint endpoint) {
        var wrapped = new EnumMap<Verb, Handler>(Verb.class);
        endpoint.handlers()
                .forEach((verb, handler) -> wrapped.put(verb, folders.wrap(endpoint.template(), verb, handler)));
        endpoints.add(endpoint.template(), Endpoint.of(endpoint.template(), wrapped));
    }

    private Optional<String> templateOf(Request request) {
        return find(request).map(match -> match.value().template().text());
    }

    private static Response withoutSlash(Request request) {
        return Response.of(308).with("Location", request.uri() + request.search());
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

    private Response lastResort(Throwable error, Request request) {
        if (error instanceof ProblemException problem) {
            Response answer = problem.toResponse(request);
            return dev == null ? answer : dev.refused(answer, request);
        }
        if (error instanceof Cancelled cancelled) {
            return abandoned(cancelled.reason(), request);
        }
        Optional<Scope.Cause> cause = request.scope().cause();
        if (cause.isPresent() && Interruptions.caused(error)) {
            LOG.log(Level.DEBUG, () -> request + " was abandoned.", error);
            return abandoned(cause.get(), request);
        }
        LOG.log(Level.ERROR, () -> request + " failed.", error);
        tell(error, request);
        Response answer = Problem.of(500, "").toResponse(request);
        return dev == null ? answer : dev.failed(answer, error, request);
    }

    private void tell(Throwable error, Request request) {
        try {
            failures.failed(error, request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The listener for failures failed at " + request + ".", e);
        }
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
