package io.serval.bench.vertx;

import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.OrderRules;
import io.serval.bench.orders.Placed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.DecodeException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;

/** The routes of one event loop, and its WebSockets. */
final class Shop extends VerticleBase {
    /** One free port for all instances. */
    private static final SocketAddress ADDRESS = SocketAddress.sharedRandomPort(1, "127.0.0.1");

    private static volatile int port;

    private final String files;

    Shop(String files) {
        this.files = files;
    }

    static int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/plaintext").handler(Shop::plaintext);
        router.get("/orders/:id").handler(Shop::order);
        router.post("/orders").handler(BodyHandler.create(false)).handler(Shop::place);
        router.get().handler(StaticHandler.create(FileSystemAccess.ROOT, files));
        return vertx.createHttpServer()
                .requestHandler(router)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(ADDRESS)
                .onSuccess(server -> port = server.actualPort());
    }

    private static void plaintext(RoutingContext context) {
        context.response().putHeader("Content-Type", "text/plain").end("Hello, World!");
    }

    private static void order(RoutingContext context) {
        try {
            long id = Long.parseLong(context.pathParam("id"));
            int page = Integer.parseInt(context.queryParams().get("page"));
            context.json(new Found(id, page, context.queryParam("tag")));
        } catch (NumberFormatException e) {
            context.fail(400);
        }
    }

    private static void place(RoutingContext context) {
        try {
            Order order = context.body().asPojo(Order.class);
            if (OrderRules.valid(order)) {
                context.json(Placed.of(order));
            } else {
                context.fail(400);
            }
        } catch (DecodeException e) {
            context.fail(400);
        }
    }
}
