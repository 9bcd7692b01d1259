package io.serval.bench.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.media.jackson.JacksonRuntimeException;
import io.helidon.http.media.jackson.JacksonSupport;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import io.helidon.webserver.websocket.WsRouting;
import io.serval.bench.bursts.Bursts;
import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.OrderRules;
import io.serval.bench.orders.Placed;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Helidon SE as its guide has it: a virtual thread for each connection, HTTP/2 found on the class path, Jackson for media,
 * and the static file in memory, for which its guide gives {@code cachedFiles}. Nothing else needs setting for production.
 */
public final class Main {
    private Main() {}

    /** Takes the folder of the static file. */
    public static void main(String[] args) {
        var files = FileSystemHandlerConfig.builder()
                .location(Path.of(args[0]))
                .addCachedFile("file.bin")
                .build();
        var followers = new Followers();
        WebServer server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .mediaContext(media -> media.addMediaSupport(JacksonSupport.create()))
                .routing(Main::routes)
                .addRouting(WsRouting.builder().endpoint("/echo", new Echo()).endpoint("/topics/0/events", followers))
                .addFeature(StaticContentFeature.builder().addPath(files).build())
                .build()
                .start();
        System.out.println("ready " + server.port());
        Bursts.obey(followers::broadcast);
    }

    private static void routes(HttpRouting.Builder routing) {
        routing.get("/plaintext", Main::plaintext)
                .get("/orders/{id}", Main::order)
                .post("/orders", Main::place);
    }

    private static void plaintext(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain").send("Hello, World!");
    }

    private static void order(ServerRequest request, ServerResponse response) {
        try {
            long id = Long.parseLong(request.path().pathParameters().get("id"));
            int page = Integer.parseInt(request.query().get("page"));
            List<String> tags = request.query().all("tag", List::of);
            response.send(new Found(id, page, tags));
        } catch (NumberFormatException e) {
            response.status(Status.BAD_REQUEST_400).send("Expected a number.");
        }
    }

    private static void place(ServerRequest request, ServerResponse response) {
        try {
            Order order = request.content().as(Order.class);
            if (OrderRules.valid(order)) {
                response.send(Placed.of(order));
                return;
            }
        } catch (JacksonRuntimeException e) {
            // Answered as an order that is not valid.
        }
        response.status(Status.BAD_REQUEST_400).send("The order is not valid.");
    }
}
