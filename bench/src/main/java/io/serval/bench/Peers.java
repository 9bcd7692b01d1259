package io.serval.bench;

import io.avaje.jex.Jex;
import io.avaje.jex.Routing;
import io.avaje.jex.routes.RoutesBuilder;
import io.avaje.jex.routes.SpiRoutes;
import io.javalin.config.RouterConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.router.matcher.PathMatcher;
import java.util.List;

/** The routers of other frameworks, filled with the same routes: the classes that they look up a request with. */
final class Peers {
    private Peers() {}

    static PathMatcher javalin(List<String> templates) {
        var matcher = new PathMatcher();
        var config = new RouterConfig();
        for (String template : templates) {
            matcher.add(new ParsedEndpoint(
                    Endpoint.create(HandlerType.GET, withAngleRest(template)).handler(context -> {}), config));
        }
        return matcher;
    }

    static SpiRoutes jex(List<String> templates) {
        Jex jex = Jex.create();
        Routing routing = jex.routing();
        for (String template : templates) {
            routing.get(withAngleRest(template), context -> {});
        }
        return new RoutesBuilder(routing, jex.config()).build();
    }

    /** Both write a rest as {@code <path>}. */
    private static String withAngleRest(String template) {
        return template.replace("{path...}", "<path>");
    }
}
