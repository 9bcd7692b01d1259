package io.serval.bench.javalin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.OrderRules;
import io.serval.bench.orders.Placed;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Javalin as its documentation has it: Jetty's own pool of threads, Jackson, a validator for the body, files from a folder
 * outside the class path. The connector adds HTTP/2 without TLS, which its documentation leaves to Jetty.
 */
public final class Main {
    private Main() {}

    /** Takes the folder of the static file. */
    public static void main(String[] args) {
        Javalin javalin = Javalin.create(config -> configure(config, args[0])).start();
        System.out.println("ready " + javalin.port());
    }

    private static void configure(JavalinConfig config, String files) {
        config.startup.showJavalinBanner = false;
        config.jetty.addConnector(Main::connector);
        config.staticFiles.add(files, Location.EXTERNAL);
        config.routes.get("/plaintext", context -> context.result("Hello, World!"));
        config.routes.get("/orders/{id}", Main::order);
        config.routes.post("/orders", Main::place);
    }

    private static ServerConnector connector(Server server, HttpConfiguration settings) {
        var connector = new ServerConnector(
                server, new HttpConnectionFactory(settings), new HTTP2CServerConnectionFactory(settings));
        connector.setHost("127.0.0.1");
        return connector;
    }

    private static void order(Context context) {
        long id = context.pathParamAsClass("id", Long.class).get();
        int page = context.queryParamAsClass("page", Integer.class).get();
        context.json(new Found(id, page, context.queryParams("tag")));
    }

    private static void place(Context context) {
        Order order = context.bodyValidator(Order.class)
                .check(OrderRules::valid, "The order is not valid.")
                .get();
        context.json(Placed.of(order));
    }
}
