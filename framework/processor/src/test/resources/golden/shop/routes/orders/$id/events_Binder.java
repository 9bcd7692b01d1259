package shop.routes.orders.$id;

import io.serval.core.Argument;
import io.serval.core.Arguments;
import io.serval.core.Binder;
import io.serval.core.Conversion;
import io.serval.core.Handler;
import io.serval.core.Operation;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Results;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.TypeRef;
import io.serval.core.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import shop.Live;
import shop.OrderShipped;

/** Binds {@code /orders/{id}/events} to {@link events}, from shop/routes/orders/$id/events.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class events_Binder implements Binder.OfRoute {
    private static final TypeRef<Optional<Live<OrderShipped>>> OPTIONAL_OF_LIVE_OF_ORDER_SHIPPED = new TypeRef<>() {};

    @Override
    public Route route() {
        var get = new Operation(
                Verb.GET,
                "Streams the events, if there is such an order.",
                List.of(Argument.path("id", long.class)),
                OPTIONAL_OF_LIVE_OF_ORDER_SHIPPED.type());
        return new Route(
                "/orders/{id}/events",
                "shop.routes.orders.$id.events",
                "What happens to an order.",
                List.of(get));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        return Map.of(Verb.GET, request -> get(request));
    }

    private static Response get(Request request) throws Exception {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        return Results.present(events.get(id), request).toResponse(request);
    }
}
