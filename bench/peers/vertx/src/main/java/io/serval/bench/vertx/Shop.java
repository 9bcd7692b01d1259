package io.serval.bench.vertx;

import io.serval.bench.bursts.Bursts;
import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.OrderRules;
import io.serval.bench.orders.Placed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.HashSet;
import java.util.Set;

/** The routes of one event loop, and its WebSockets. */
final class Shop extends VerticleBase {
    /** The address, on the event bus, of what all who follow get. */
    static final String EVENTS = "events";

    /** One free port for all instances. */
    private static final SocketAddress ADDRESS = SocketAddress.sharedRandomPort(1, "127.0.0.1");

    private static volatile int port;

    private final String files;
    private final Set<ServerWebSocket> followers = new HashSet<>();

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
        vertx.eventBus().<String>localConsumer(EVENTS, message -> broadcast(message.body()));
        return vertx.createHttpServer()
                .requestHandler(router)
                .webSocketHandler(this::open)
                .listen(ADDRESS)
                .onSuccess(server -> port = server.actualPort());
    }

    private void open(ServerWebSocket socket) {
        if (socket.path().equals("/echo")) {
            socket.textMessageHandler(socket::writeTextMessage);
        } else {
            followers.add(socket);
            socket.closeHandler(ignored -> followers.remove(socket));
            socket.writeTextMessage(Bursts.GREETING);
        }
    }

    private void broadcast(String text) {
        for (ServerWebSocket follower : followers) {
            // A frame of its own for each: Vert.x releases the buffer of a WebSocketFrame when it is written.
            follower.writeTextMessage(text);
        }
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
