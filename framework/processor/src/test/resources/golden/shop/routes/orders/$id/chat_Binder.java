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
import io.serval.core.Upgrade;
import io.serval.core.Verb;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import shop.Orders;

/** Binds {@code /orders/{id}/chat} to {@link chat}, from shop/routes/orders/$id/chat.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class chat_Binder implements Binder.OfRoute {
    private static final TypeRef<String> STRING = new TypeRef<>() {};

    @Override
    public Route route() {
        var get = new Operation(Verb.GET, "", List.of(Argument.path("id", long.class)), String.class);
        var ws = new Operation(
                Verb.WS,
                "Says each message to the other side.",
                List.of(Argument.path("id", long.class), Argument.query("name", String.class, false)),
                void.class);
        return new Route(
                "/orders/{id}/chat",
                "shop.routes.orders.$id.chat",
                "Where a customer and the shop talk about an order.",
                List.of(get, ws));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        var route = new chat(services.get(Orders.class, chat.class));
        return Map.of(
                Verb.GET, request -> get(route, request),
                Verb.WS, request -> ws(route, request));
    }

    private static Response get(chat route, Request request) {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        return Results.json(route.get(id), STRING);
    }

    private static Response ws(chat route, Request request) {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        String name = in.query().one("name", Conversion.STRING, "guest");
        in.check();
        return Upgrade.to(socket -> route.ws(id, name, socket))
                .speaking("chat.v2", "chat.v1")
                .withMessageLimit(4096L)
                .toResponse(request);
    }
}
