package io.serval.core.internal.dev;

import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Explains errors to the developer: in the browser by a page, to other clients in the problem's detail. */
public final class DevErrors {
    private static final Logger LOG = System.getLogger(DevErrors.class.getName());

    private final List<Route> routes;
    private final Function<Request, Optional<String>> templateOf;

    /**
     * Creates the explanations of an application.
     *
     * @param templateOf finds the path template of the route at the address of a request
     */
    public DevErrors(List<Route> routes, Function<Request, Optional<String>> templateOf) {
        this.routes = routes;
        this.templateOf = templateOf;
    }

    /** Returns what explains an error that nobody handled, or the answer as it was if the error cannot be told. */
    public Response failed(Response answer, Throwable error, Request request) {
        return explained(answer, () -> {
            if (wantsPage(request)) {
                return page(answer, DevPage.ofError(error, request, routeOf(request), routes));
            }
            StackTraceElement[] trace = error.getStackTrace();
            String where = trace.length == 0 ? "" : " at " + trace[0];
            return Problem.of(answer.status(), error + where).toResponse(request);
        });
    }

    /** Returns what explains a 404 of an address without a route; every other answer says enough by itself. */
    public Response refused(Response answer, Request request) {
        if (answer.status() != 404 || templateOf.apply(request).isPresent()) {
            return answer;
        }
        return explained(answer, () -> {
            NearestRoutes nearest = NearestRoutes.of(request.segments(), routes);
            return wantsPage(request)
                    ? page(answer, DevPage.ofNothing(request, nearest))
                    : Problem.of(404, "There is nothing at " + request.path() + ". " + nearest.sentence())
                            .toResponse(request);
        });
    }

    /** The route's template, and the class that declares it. */
    private String routeOf(Request request) {
        return templateOf
                .apply(request)
                .map(template -> routes.stream()
                        .filter(route -> route.path().equals(template))
                        .findFirst()
                        .map(route -> template + " in " + route.source())
                        .orElse(template))
                .orElse("none");
    }

    /** An exception may fail even to tell its message; the client is still owed an answer. */
    private static Response explained(Response answer, Supplier<Response> explanation) {
        try {
            return explanation.get();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An error cannot be explained.", e);
            return answer;
        }
    }

    /** Scripts accept anything; only who asks for HTML by name is taken for a browser. */
    private static boolean wantsPage(Request request) {
        return request.headers().all("Accept").stream()
                .flatMap(accepted -> Arrays.stream(accepted.split(",", -1)))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .anyMatch(range -> range.startsWith("text/html") && !range.matches(".*;\\s*q=0(\\.0*)?"));
    }

    private static Response page(Response answer, String html) {
        return Response.of(answer.status(), "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }
}
