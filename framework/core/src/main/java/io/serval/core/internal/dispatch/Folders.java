package io.serval.core.internal.dispatch;

import io.serval.core.ErrorHandler;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of the tree that hold a {@code _middleware} or an {@code _error}. They wrap a handler as an onion: an
 * exception of the handler goes through the error handlers from the nearest outwards before any middleware sees the
 * response; an exception of middleware goes to the error handlers of the folders outside its own. Global middleware lies
 * outside of all folders.
 */
public final class Folders {
    private static final String NO_RESPONSE = " returned null in place of a response.";

    /** Middleware, and the error handler inside it. */
    private static final class Folder {
        /** In lower case, if case is ignored. */
        private final PathTemplate template;

        private final String owner;
        private Map<Verb, Middleware> middleware = Map.of();
        private @Nullable ErrorHandler error;

        /** The owner begins the sentence of an error: "The _middleware of /users". */
        Folder(PathTemplate template, String owner) {
            this.template = template;
            this.owner = owner;
        }

        /** Whether what runs for a verb of a route in here may block. */
        boolean mayBlock(Verb verb) {
            Collection<Middleware> asked = verb == Verb.ANY
                    ? middleware.values()
                    : Verbs.pick(middleware, verb.name()).stream().toList();
            return !asked.stream().allMatch(LoopMiddleware.class::isInstance);
        }
    }

    private final List<Folder> global = new ArrayList<>();
    private final Map<PathTemplate, Folder> folders = new LinkedHashMap<>();
    private final boolean ignoreCase;
    private final ErrorHandler last;

    /**
     * Creates an empty tree.
     *
     * @param ignoreCase whether literals fit whatever their case
     * @param last the outermost error handler; it must not throw
     */
    public Folders(boolean ignoreCase, ErrorHandler last) {
        this.ignoreCase = ignoreCase;
        this.last = last;
    }

    /** Adds middleware around everything: inside what was added before, outside of every folder. */
    public void global(String name, Map<Verb, Middleware> byVerb) {
        var outermost = new Folder(new PathTemplate(List.of()), "The middleware " + name);
        outermost.middleware = byVerb;
        global.add(outermost);
    }

    /** Adds the middleware of a folder. */
    public void middleware(PathTemplate folder, Map<Verb, Middleware> byVerb) {
        at(folder).middleware = byVerb;
    }

    /** Adds the error handler of a folder. */
    public void error(PathTemplate folder, ErrorHandler handler) {
        at(folder).error = (error, request) ->
                Objects.requireNonNull(handler.handle(error, request), () -> "The _error of " + folder + NO_RESPONSE);
    }

    /**
     * Returns the handler of a route's verb, wrapped by the folders that the route's template lies in.
     *
     * @throws StartupException if the handler never blocks, and middleware around it may
     */
    public Handler wrap(PathTemplate route, Verb verb, Handler handler) {
        Handler wrapped = wrap(route, handler);
        if (!(handler instanceof LoopHandler)) {
            return wrapped;
        }
        PathTemplate place = key(route);
        for (Folder folder : outerToInner(each -> each.template.holds(place))) {
            if (folder.mayBlock(verb)) {
                throw new StartupException(
                        "The route at " + route + " is @OnEventLoop for " + verb.methodName() + ", and "
                                + Character.toLowerCase(folder.owner.charAt(0)) + folder.owner.substring(1)
                                + ", which runs around it, is not. Mark that too if it never blocks, or take the mark from the"
                                + " route.");
            }
        }
        return new LoopHandler(wrapped);
    }

    /** Returns the handler of a route, wrapped by the folders that the route's template lies in. */
    public Handler wrap(PathTemplate route, Handler handler) {
        Handler answering =
                request -> Objects.requireNonNull(handler.handle(request), () -> "The route at " + route + NO_RESPONSE);
        PathTemplate place = key(route);
        return wrap(outerToInner(folder -> folder.template.holds(place)), answering);
    }

    /** Answers a request that no route fits, wrapped by the folders without parameters that its path lies in. */
    public Response unmatched(Request request, Handler handler) throws Exception {
        return wrap(outerToInner(folder -> folder.template.holdsLiterally(request.segments(), ignoreCase)), handler)
                .handle(request);
    }

    private Folder at(PathTemplate template) {
        return folders.computeIfAbsent(key(template), added -> new Folder(added, "The _middleware of " + template));
    }

    private PathTemplate key(PathTemplate template) {
        return ignoreCase ? template.inLowerCase() : template;
    }

    private List<Folder> outerToInner(Predicate<Folder> holds) {
        return Stream.concat(
                        global.stream(),
                        folders.values().stream()
                                .filter(holds)
                                .sorted(Comparator.comparingInt(
                                        folder -> folder.template.segments().size())))
                .toList();
    }

    private Handler wrap(List<Folder> outerToInner, Handler handler) {
        var errors = new ArrayList<ErrorHandler>();
        errors.add(last);
        var layers = new ArrayList<Layer>();
        for (Folder folder : outerToInner) {
            layers.add(new Layer(folder, List.copyOf(errors)));
            if (folder.error != null) {
                errors.addFirst(folder.error);
            }
        }
        Handler onion = guarded(handler, List.copyOf(errors));
        for (Layer layer : layers.reversed()) {
            onion = layer.around(onion);
        }
        return onion;
    }

    /** Middleware of one folder, and the error handlers outside it, nearest first. */
    private record Layer(Folder folder, List<ErrorHandler> outside) {
        Handler around(Handler inner) {
            if (folder.middleware.isEmpty()) {
                return inner;
            }
            return guarded(
                    request -> {
                        Optional<Middleware> middleware = forMethod(request.method());
                        if (middleware.isEmpty()) {
                            return inner.handle(request);
                        }
                        return Objects.requireNonNull(
                                middleware.get().handle(request, new Next(inner, folder.owner)),
                                () -> folder.owner + NO_RESPONSE);
                    },
                    outside);
        }

        private Optional<Middleware> forMethod(String method) {
            return Verbs.pick(folder.middleware, method);
        }
    }

    private static Handler guarded(Handler inner, List<ErrorHandler> nearestFirst) {
        return request -> {
            Exception error;
            try {
                return inner.handle(request);
            } catch (Exception e) {
                error = e;
            }
            for (ErrorHandler handler : nearestFirst) {
                try {
                    return handler.handle(error, request);
                } catch (Exception thrown) {
                    error = Errors.following(thrown, error);
                }
            }
            throw error;
        };
    }
}
