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
import shop.Order;
import shop.Orders;

/** Binds {@code /orders/{id}} to {@link index}, from shop/routes/orders/$id/index.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class index_Binder implements Binder.OfRoute {
    private static final TypeRef<Optional<Order.Status>> OPTIONAL_OF_STATUS = new TypeRef<>() {};
    private static final TypeRef<Optional<Order>> OPTIONAL_OF_ORDER = new TypeRef<>() {};
    private static final Conversion<Order.Status> TO_STATUS = Conversion.enumOf(Order.Status.class);
    private static final TypeRef<Order> ORDER = new TypeRef<>() {};

    @Override
    public Route route() {
        var get = new Operation(
                Verb.GET,
                """
                Returns the order.

                <p>With a {@code status}, only if the order has it.""",
                List.of(Argument.path("id", long.class), Argument.query("status", OPTIONAL_OF_STATUS.type(), false)),
                OPTIONAL_OF_ORDER.type());
        var delete = new Operation(Verb.DELETE, "", List.of(Argument.path("id", long.class)), void.class);
        return new Route("/orders/{id}", "shop.routes.orders.$id.index", "One order.", List.of(get, delete));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        var route = new index(services.get(Orders.class, index.class));
        return Map.of(
                Verb.GET, request -> get(route, request),
                Verb.DELETE, request -> delete(route, request));
    }

    private static Response get(index route, Request request) {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        Optional<Order.Status> status = in.query().optional("status", TO_STATUS);
        in.check();
        return Results.json(route.get(id, status), ORDER, request);
    }

    private static Response delete(index route, Request request) {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        route.delete(id);
        return Results.none();
    }
}
