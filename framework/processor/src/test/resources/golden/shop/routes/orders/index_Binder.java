package shop.routes.orders;

import io.serval.core.Argument;
import io.serval.core.Arguments;
import io.serval.core.Binder;
import io.serval.core.Conversion;
import io.serval.core.Handler;
import io.serval.core.Operation;
import io.serval.core.Principal;
import io.serval.core.Reply;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Results;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.TypeRef;
import io.serval.core.Verb;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import shop.Order;
import shop.Orders;

/** Binds {@code /orders} to {@link index}, from shop/routes/orders/index.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class index_Binder implements Binder.OfRoute {
    private static final TypeRef<List<Order>> LIST_OF_ORDER = new TypeRef<>() {};
    private static final TypeRef<Reply<Order>> REPLY_OF_ORDER = new TypeRef<>() {};
    private static final TypeRef<index.NewOrder> NEW_ORDER = new TypeRef<>() {};

    @Override
    public Route route() {
        var get = new Operation(
                Verb.GET,
                "Lists the caller's orders.",
                List.of(Argument.query("limit", int.class, true)),
                LIST_OF_ORDER.type());
        var post = new Operation(
                Verb.POST,
                "Places an order.",
                List.of(Argument.body("order", index.NewOrder.class)),
                REPLY_OF_ORDER.type());
        return new Route("/orders", "shop.routes.orders.index", "", List.of(get, post));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        var route = new index(services.get(Orders.class, index.class));
        return Map.of(
                Verb.GET, request -> get(route, request),
                Verb.POST, request -> post(route, request));
    }

    private static Response get(index route, Request request) {
        var in = Arguments.of(request);
        Integer limit = in.query().one("limit", Conversion.INT);
        in.check();
        Principal customer = request.principal();
        return Results.json(route.get(customer, limit), LIST_OF_ORDER);
    }

    private static Response post(index route, Request request) throws Exception {
        var in = Arguments.of(request);
        index.NewOrder order = in.body(NEW_ORDER);
        in.check();
        Principal customer = request.principal();
        return route.post(order, customer).toResponse(request);
    }
}
