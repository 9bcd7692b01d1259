package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.Objects;

/** One middleware of an onion, and the name that errors call it by. */
public record Layer(Middleware middleware, String name) {
    /** Returns the handler inside the middleware. */
    public static Handler around(Handler inner, Middleware middleware) {
        Layer layer = of(middleware);
        return request -> layer.handle(request, new Next(inner, layer.name));
    }

    static Layer of(Middleware middleware) {
        Class<?> type = middleware.getClass();
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        return new Layer(
                middleware,
                lambda < 0 ? "The middleware " + name : "A middleware written in " + name.substring(0, lambda));
    }

    Response handle(Request request, Next next) throws Exception {
        return Objects.requireNonNull(
                middleware.handle(request, next), () -> name + " returned null in place of a response.");
    }
}
