package shop.routes;

import io.serval.core.Binder;
import io.serval.core.Middleware;
import io.serval.core.Services;
import io.serval.core.Verb;
import java.time.Clock;
import java.util.Map;
import javax.annotation.processing.Generated;

/** Binds the folder {@code /} to {@link _middleware}, from shop/routes/_middleware.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class _middleware_Binder implements Binder.OfMiddleware {
    @Override
    public String folder() {
        return "/";
    }

    @Override
    public Map<Verb, Middleware> bind(Services services) {
        var middleware = new _middleware(services.get(Clock.class, _middleware.class));
        return Map.of(
                Verb.ANY, middleware::any,
                Verb.POST, _middleware::post);
    }
}
