package io.serval.core;

import io.serval.core.internal.dispatch.Alternatives;
import io.serval.core.internal.dispatch.Layer;
import io.serval.core.internal.dispatch.LoopMiddleware;
import java.util.List;
import java.util.function.Predicate;

/**
 * Middleware made of middleware. Each part may call {@code next} once per request; a second call is an {@link
 * IllegalStateException} that names it. Exceptions go on outwards as those of any middleware do.
 */
public final class Middlewares {
    private Middlewares() {}

    /** Returns all of them as one: the first listed is the outermost. None passes each request straight on. */
    public static Middleware every(Middleware... outerToInner) {
        List<Middleware> layers = List.of(outerToInner);
        return (request, next) -> next.with(layers.toArray(Middleware[]::new)).handle(request);
    }

    /** Returns the middleware, left out for requests that the predicate accepts. */
    public static Middleware except(Predicate<Request> exempt, Middleware middleware) {
        return (request, next) -> exempt.test(request)
                ? next.handle(request)
                : Layer.around(next, middleware).handle(request);
    }

    /**
     * Returns middleware that tries these in order until one does not fail: ways to sign in, say. One fails by throwing
     * an exception before it has called {@code next}. One that calls {@code next} decides, whatever follows, so what is
     * inside runs at most once; so does one that answers by itself.
     *
     * <p>If all fail, the exception of the first is thrown, with those of the others, in order, as its {@linkplain
     * Throwable#getSuppressed suppressed}. Once the request's scope is cancelled, no further one is tried.
     *
     * @throws IllegalArgumentException if there are none to try
     */
    public static Middleware some(Middleware... alternatives) {
        if (alternatives.length == 0) {
            throw new IllegalArgumentException(
                    "Middlewares.some() was given nothing to try; name at least one middleware.");
        }
        return new Alternatives(List.of(alternatives));
    }

    /** Returns the middleware, marked as one that never blocks, but for what it wraps; see {@link OnEventLoop}. */
    public static Middleware onEventLoop(Middleware middleware) {
        return new LoopMiddleware(middleware);
    }
}
